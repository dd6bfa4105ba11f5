/** The author takes a submission back. */
import { AppError } from '@fanfare/kernel';
import type { WriteMetrics } from '../metrics.ts';
import type { CoreUnit } from '../store/db.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { changeSubmission } from '../store/submissions.ts';
import { dropOfSubmission } from './attach.ts';

/**
 * Its text and uploads go, but for uploads in `keep`, which the caller has another use for.
 * @throws AppError `conflict` when it was decided or revised meanwhile
 */
export async function withdraw(
  unit: CoreUnit,
  row: SubmissionRow,
  counted: WriteMetrics,
  keep: readonly number[] = [],
): Promise<void> {
  const change = { state: 'withdrawn' as const, text: '', spoiler_text: '', media: '[]' };
  if (!(await changeSubmission(unit.db, row, change))) throw new AppError('conflict');
  await dropOfSubmission(unit, row.id, keep);
  unit.emit('submission.withdrawn', {
    submission_id: row.id,
    account_id: row.account_id,
    version: row.version,
  });
  counted.decided(unit, row, 'withdrawn');
}
