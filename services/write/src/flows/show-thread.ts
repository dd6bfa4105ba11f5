/** The posts that a submission replies to, for its reviewer. */
import type { Status, Submission } from '@fanfare/contracts/entities';
import type { Write } from '../needs.ts';
import { liveStatus } from '../store/statuses.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { submissionById } from '../store/submissions.ts';
import { showSubmissions } from './show-submissions.ts';

/** Enough to understand a reply by; a thread may be longer. */
const DEPTH = 40;

/** From the root down to the parent; what the reviewer may not see is left out. */
export async function showThread(
  write: Write,
  viewerId: number,
  row: SubmissionRow,
): Promise<(Status | Submission)[]> {
  const waiting = await waitingParents(write, row);
  const top = waiting[0] ?? row;
  const published = await publishedParents(write, top.in_reply_to_id);
  const statuses =
    published.length === 0
      ? []
      : await write.contracts.read.statuses({ viewer_id: viewerId, ids: published });
  return [
    ...statuses.filter((status) => status !== null),
    ...(await showSubmissions(write, viewerId, waiting)),
  ];
}

async function waitingParents(write: Write, row: SubmissionRow): Promise<SubmissionRow[]> {
  const found: SubmissionRow[] = [];
  let next = row.parent_submission_id;
  while (next !== null && found.length < DEPTH) {
    const parent = await submissionById(write.db.read, next);
    if (parent === undefined) break;
    found.unshift(parent);
    next = parent.parent_submission_id;
  }
  return found;
}

async function publishedParents(write: Write, parentId: number | null): Promise<number[]> {
  const ids: number[] = [];
  let next = parentId;
  while (next !== null && ids.length < DEPTH) {
    const parent = await liveStatus(write.db.read, next);
    if (parent === undefined) break;
    ids.unshift(parent.id);
    next = parent.in_reply_to_id;
  }
  return ids;
}
