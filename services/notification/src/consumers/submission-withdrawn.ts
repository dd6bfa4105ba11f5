/** Withdrawn: nothing is left to review, and the author's other devices and open queues take it away. */
import type { Handler } from '@fanfare/eventlog';
import { stageOf } from '../domain/notices.ts';
import { submissionGoneRow } from '../domain/rows.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationNeeds } from '../needs.ts';
import type { NotificationUnit } from '../store/db.ts';
import { reachStage } from '../store/submission-stages.ts';
import { dismissOfSubmission } from '../store/undone.ts';
import { reviewedRows, reviewersOf } from './reviewers.ts';

export function onSubmissionWithdrawn(
  needs: NotificationNeeds,
  stream: StreamWriter,
): Handler<'submission.withdrawn'> {
  return async ({ data }) => {
    const reviewers = await reviewersOf(needs);
    return async (unit: NotificationUnit) => {
      if (!(await reachStage(unit, data.submission_id, stageOf(data, true)))) return;
      await dismissOfSubmission(unit, data.submission_id, 'admin.submission');
      const how = `withdrawn:${data.version}`;
      await stream.append(unit, [
        submissionGoneRow(data.account_id, data.submission_id, how),
        ...reviewedRows(data, reviewers),
      ]);
    };
  };
}
