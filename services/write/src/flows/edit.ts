/** PUT /api/v1/statuses/:id of a published post: at once, or as a submission that waits. */

import { AppError } from '@fanfare/kernel';
import type { Content, ContentInput } from '../domain/content.ts';
import { checkContent, readContent, sameContent } from '../domain/content.ts';
import type { MediaAttribute, ProposedMedia } from '../domain/proposal.ts';
import { asProposed, propose, sameMedia } from '../domain/proposal.ts';
import { authorById } from '../store/authors.ts';
import type { CoreUnit } from '../store/db.ts';
import { mediaInEdits } from '../store/edits.ts';
import { mediaOfStatus } from '../store/media.ts';
import { mustWait } from '../store/policy.ts';
import type { StatusRow } from '../store/statuses.ts';
import { contentOf, takeStatus } from '../store/statuses.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { pendingEditOf, proposedMedia } from '../store/submissions.ts';
import { applyEdit } from './apply-edit.ts';
import type { FreshKeys } from './attach.ts';
import { attachable } from './attach.ts';
import type { PostRules } from './post.ts';
import type { Proposal } from './submit.ts';
import { revise, submitEdit } from './submit.ts';
import { withdraw } from './withdraw.ts';

export interface EditInput extends ContentInput {
  mediaIds: readonly number[];
  mediaAttributes: readonly MediaAttribute[];
}

export interface EditResult {
  statusId: number;
  /** The edit waits as this submission. */
  submissionId: number | null;
}

/** @throws AppError, FreshKeysNeeded */
export async function edit(
  unit: CoreUnit,
  rules: PostRules,
  found: StatusRow,
  input: EditInput,
  applicationId: string,
  fresh: FreshKeys | null,
): Promise<EditResult> {
  const author = await authorById(unit.db, found.account_id);
  if (author === undefined || author.state !== 'active') throw new AppError('account_suspended');
  // One edit of a post at a time, so that there is never a second one that waits.
  const status = await takeStatus(unit.db, found.id);
  if (status === undefined) throw new AppError('not_found');
  const waiting = await pendingEditOf(unit.db, status.id);
  const proposal = await readEdit(unit, status, waiting ?? null, input);
  if (await mustWait(unit.db, rules.startMode, author, status.visibility)) {
    return {
      statusId: status.id,
      submissionId: await holdEdit(unit, status, waiting, proposal, applicationId),
    };
  }
  // The author's new form takes the place of the one that waits.
  if (waiting !== undefined) {
    const taken = proposal.rows.map((row) => row.id);
    await withdraw(unit, waiting, rules.counted, taken);
  }
  if (!(await isSame(unit, status, proposal))) await applyEdit(unit, rules, status, proposal, fresh, null);
  return { statusId: status.id, submissionId: null };
}

async function readEdit(
  unit: CoreUnit,
  status: StatusRow,
  waiting: SubmissionRow | null,
  input: EditInput,
): Promise<Proposal> {
  const content = readContent(input, { sensitive: false, language: status.language });
  checkContent(content, input.mediaIds.length);
  const rows = await attachable(unit.db, status.account_id, input.mediaIds, {
    statusId: status.id,
    submissionId: waiting?.id ?? null,
    earlier: await mediaInEdits(unit.db, status.id),
  });
  const known = waiting === null ? [] : proposedMedia(waiting);
  const current = rows.map((row) => known.find((media) => media.id === row.id) ?? asProposed(row));
  return { content, rows, media: propose(current, input.mediaAttributes) };
}

/** The id of the submission; null: the edit changes nothing. */
async function holdEdit(
  unit: CoreUnit,
  status: StatusRow,
  waiting: SubmissionRow | undefined,
  proposal: Proposal,
  applicationId: string,
): Promise<number | null> {
  if (waiting === undefined) {
    return (await isSame(unit, status, proposal)) ? null : submitEdit(unit, status, applicationId, proposal);
  }
  if (!equals(contentOf(waiting), proposedMedia(waiting), proposal)) {
    await revise(unit, waiting, proposal, status.version);
  }
  return waiting.id;
}

async function isSame(unit: CoreUnit, status: StatusRow, proposal: Proposal): Promise<boolean> {
  return equals(contentOf(status), (await mediaOfStatus(unit.db, status.id)).map(asProposed), proposal);
}

function equals(content: Content, media: readonly ProposedMedia[], proposal: Proposal): boolean {
  return sameContent(content, proposal.content) && sameMedia(media, proposal.media);
}
