/** Decided: the author is told, every reviewer's notice is cleared, and it leaves the queues that are open. */
import type { Handler } from '@fanfare/eventlog';
import { decisionNotice, stageOf } from '../domain/notices.ts';
import { submissionGoneRow } from '../domain/rows.ts';
import { notify } from '../flows/notify.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationNeeds } from '../needs.ts';
import type { NotificationUnit } from '../store/db.ts';
import { reachStage } from '../store/submission-stages.ts';
import { dismissOfSubmission } from '../store/undone.ts';
import { reviewedRows, reviewersOf } from './reviewers.ts';

export function onSubmissionDecided(
  needs: NotificationNeeds,
  stream: StreamWriter,
): Handler<'submission.decided'> {
  return async ({ data }) => {
    const reviewers = await reviewersOf(needs);
    return async (unit: NotificationUnit) => {
      if (!(await reachStage(unit, data.submission_id, stageOf(data, true)))) return;
      await dismissOfSubmission(unit, data.submission_id, 'admin.submission');
      // An approved one leaves the author's streams just before its status comes (status.published).
      const rows =
        data.state === 'rejected'
          ? [submissionGoneRow(data.account_id, data.submission_id, `rejected:${data.version}`)]
          : [];
      await notify(stream, unit, [decisionNotice(data)], [...rows, ...reviewedRows(data, reviewers)]);
    };
  };
}
