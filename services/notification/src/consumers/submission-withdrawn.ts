/** Withdrawn: nothing is left to review, and the author's other devices take it away. */
import type { Handler } from '@fanfare/eventlog';
import { stageOf } from '../domain/notices.ts';
import { submissionGoneRow } from '../domain/rows.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationUnit } from '../store/db.ts';
import { reachStage } from '../store/submission-stages.ts';
import { dismissOfSubmission } from '../store/undone.ts';

export function onSubmissionWithdrawn(stream: StreamWriter): Handler<'submission.withdrawn'> {
  return async ({ data }) =>
    async (unit: NotificationUnit) => {
      if (!(await reachStage(unit, data.submission_id, stageOf(data, true)))) return;
      await dismissOfSubmission(unit, data.submission_id, 'admin.submission');
      const how = `withdrawn:${data.version}`;
      await stream.append(unit, [submissionGoneRow(data.account_id, data.submission_id, how)]);
    };
}
