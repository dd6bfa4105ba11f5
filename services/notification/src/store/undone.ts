/** What becomes of notifications when their cause was undone. */
import { insertIgnore } from '@fanfare/sql';
import type { Notice } from '../domain/notices.ts';
import type { NotificationUnit } from './db.ts';

export async function dismissOfStatus(unit: NotificationUnit, statusId: number): Promise<void> {
  await unit.db
    .updateTable('notifications')
    .set({ dismissed_at: unit.now })
    .where('status_id', '=', statusId)
    .where('dismissed_at', 'is', null)
    .execute();
}

/** Clears the notices of this type about a submission, whoever got them. */
export async function dismissOfSubmission(
  unit: NotificationUnit,
  submissionId: number,
  type: string,
): Promise<void> {
  await unit.db
    .updateTable('notifications')
    .set({ dismissed_at: unit.now })
    .where('submission_id', '=', submissionId)
    .where('type', '=', type)
    .where('dismissed_at', 'is', null)
    .execute();
}

/** The requests to follow that this person sent to this account: answered or withdrawn. */
export async function dismissRequests(
  unit: NotificationUnit,
  accountId: number,
  from: number,
): Promise<void> {
  await unit.db
    .updateTable('notifications')
    .set({ dismissed_at: unit.now })
    .where('account_id', '=', accountId)
    .where('from_account_id', '=', from)
    .where('type', '=', 'follow_request')
    .where('dismissed_at', 'is', null)
    .execute();
}

/**
 * Dismisses the notification of a cause; where there is none, a dismissed one is left behind, so that a late
 * event of that cause finds it taken.
 */
export async function dismissCause(unit: NotificationUnit, gone: Notice): Promise<void> {
  const inserted = await insertIgnore(unit.db, 'notifications', {
    id: unit.id(),
    account_id: gone.accountId,
    type: gone.type,
    from_account_id: gone.fromAccountId,
    status_id: gone.statusId,
    submission_id: gone.submissionId,
    cause: gone.cause,
    created_at: unit.now,
    dismissed_at: unit.now,
  });
  if (inserted) return;
  await unit.db
    .updateTable('notifications')
    .set({ dismissed_at: unit.now })
    .where('account_id', '=', gone.accountId)
    .where('cause', '=', gone.cause)
    .where('dismissed_at', 'is', null)
    .execute();
}
