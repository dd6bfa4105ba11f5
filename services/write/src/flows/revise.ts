/** The author changes a submission: what waits gets a new version, what was rejected waits again. */
import { AppError } from '@fanfare/kernel';
import { checkContent, readContent, sameContent } from '../domain/content.ts';
import { asProposed, propose, sameMedia } from '../domain/proposal.ts';
import type { CoreUnit } from '../store/db.ts';
import { mediaInEdits } from '../store/edits.ts';
import { contentOf, takeStatus } from '../store/statuses.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { pendingEditOf, proposedMedia } from '../store/submissions.ts';
import { attachable } from './attach.ts';
import type { EditInput } from './edit.ts';
import { revise } from './submit.ts';

/** Changes nothing when a pending one would stay as it is. @throws AppError */
export async function revisePending(unit: CoreUnit, row: SubmissionRow, input: EditInput): Promise<void> {
  const baseVersion = row.edit_of_id === null ? null : await baseOf(unit, row, row.edit_of_id);
  const content = readContent(input, { sensitive: false, language: row.language });
  checkContent(content, input.mediaIds.length);
  const rows = await attachable(unit.db, row.account_id, input.mediaIds, {
    statusId: row.edit_of_id,
    submissionId: row.id,
    earlier: row.edit_of_id === null ? new Set() : await mediaInEdits(unit.db, row.edit_of_id),
  });
  const known = proposedMedia(row);
  const current = rows.map((media) => known.find((one) => one.id === media.id) ?? asProposed(media));
  const media = propose(current, input.mediaAttributes);
  const same = sameContent(contentOf(row), content) && sameMedia(known, media);
  if (row.state === 'pending' && same) return;
  await revise(unit, row, { content, rows, media }, baseVersion);
}

/** The version of the post that the new form of its edit starts from. */
async function baseOf(unit: CoreUnit, row: SubmissionRow, statusId: number): Promise<number> {
  // Held, so that a second edit cannot begin to wait meanwhile.
  const status = await takeStatus(unit.db, statusId);
  if (status === undefined)
    throw new AppError('conflict', { text: 'The post that this edit changes is gone' });
  const waiting = await pendingEditOf(unit.db, statusId);
  if (waiting !== undefined && waiting.id !== row.id) {
    throw new AppError('conflict', { text: 'Another edit of this post already waits for approval' });
  }
  return status.version;
}
