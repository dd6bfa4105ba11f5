/** What a writer is answered: one's own write, visible at once. */
import type { Status, Submission } from '@fanfare/contracts/entities';
import { AppError } from '@fanfare/kernel';
import type { Write } from '../needs.ts';
import type { KeyResult } from '../store/idempotency.ts';
import { submissionById } from '../store/submissions.ts';
import { showSubmissions } from './show-submissions.ts';

/** @throws AppError `not_found` when it is deleted, or not for this viewer */
export async function showStatus(write: Write, viewerId: number, id: number): Promise<Status> {
  const [status] = await write.contracts.read.statuses({ viewer_id: viewerId, ids: [id] });
  if (status === undefined || status === null) throw new AppError('not_found');
  return status;
}

/** @throws AppError `not_found` */
export async function showSubmission(write: Write, viewerId: number, id: number): Promise<Submission> {
  const row = await submissionById(write.db.read, id);
  const [submission] = row === undefined ? [] : await showSubmissions(write, viewerId, [row]);
  if (submission === undefined) throw new AppError('not_found');
  return submission;
}

/** The present state of what a POST made, and the HTTP status that says it: 202 while it waits. */
export async function showResult(
  write: Write,
  viewerId: number,
  result: KeyResult,
): Promise<{ status: 200 | 202; body: Status | Submission }> {
  if (result.kind === 'status') return { status: 200, body: await showStatus(write, viewerId, result.id) };
  const row = await submissionById(write.db.read, result.id);
  if (row?.state === 'approved' && row.status_id !== null) {
    return { status: 200, body: await showStatus(write, viewerId, row.status_id) };
  }
  const body = await showSubmission(write, viewerId, result.id);
  return { status: body.approval.state === 'pending' ? 202 : 200, body };
}
