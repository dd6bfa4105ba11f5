import type { StoredNotification } from '@fanfare/contracts';
import type { Account, Notification, Status, Submission } from '@fanfare/contracts/entities';
import type { Eyes } from './facts.ts';
import { blocked, mutes } from './facts.ts';
import { isoTime } from './urls.ts';

const submissionTypes = ['admin.submission', 'submission.approved', 'submission.rejected'];
/** Types that make no sense without their post. */
const statusTypes = ['mention', 'status', 'reblog', 'favourite', 'poll', 'update'];

export function isAboutSubmission(type: string): boolean {
  return submissionTypes.includes(type);
}

export function isAboutStatus(type: string): boolean {
  return statusTypes.includes(type);
}

/** Whether its recipient wants to hear of what this account does. */
export function isWelcome(item: StoredNotification, eyes: Eyes): boolean {
  if (isAboutSubmission(item.type)) return true;
  const relation = eyes.relation(item.from_account_id);
  if (blocked(relation)) return false;
  return !(mutes(relation, eyes.now) && relation.mute?.hideNotifications === true);
}

/** Null: what it is about cannot be shown to its recipient. */
export function presentNotification(
  item: StoredNotification,
  account: Account,
  status: Status | null,
  submission: Submission | null,
): Notification | null {
  if (isAboutSubmission(item.type) && submission === null) return null;
  if (isAboutStatus(item.type) && status === null) return null;
  return {
    id: String(item.id),
    type: item.type as Notification['type'],
    group_key: `ungrouped-${item.id}`,
    created_at: isoTime(item.created_at),
    account,
    // A boost's notification shows the post that was boosted.
    ...(status !== null && isAboutStatus(item.type) ? { status: status.reblog ?? status } : {}),
    ...(submission !== null && isAboutSubmission(item.type) ? { submission } : {}),
  };
}
