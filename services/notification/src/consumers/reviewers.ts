/** Who may approve posts, and what their streams are told when there is no more to decide about a version. */
import { may, roleNames } from '@fanfare/contracts';
import type { EventData } from '@fanfare/contracts/events';
import type { NewRow } from '../domain/rows.ts';
import { submissionGoneRow } from '../domain/rows.ts';
import type { NotificationNeeds } from '../needs.ts';

const reviewingRoles = roleNames.filter((role) => may(role, 'approve_posts'));

/** Not auth is asked: while it is away nothing that follows in the log may wait for it. */
export function reviewersOf(needs: NotificationNeeds): Promise<number[]> {
  return needs.contracts.userGraph.accountsWithRole({ roles: reviewingRoles });
}

/** Decided, withdrawn or revised: it leaves the open queues as it was. Its author is told otherwise. */
export function reviewedRows(
  { submission_id, account_id, version }: EventData<'submission.withdrawn'>,
  reviewers: readonly number[],
): NewRow[] {
  return reviewers
    .filter((reviewer) => reviewer !== account_id)
    .map((reviewer) => submissionGoneRow(reviewer, submission_id, `reviewed:${version}:${reviewer}`));
}
