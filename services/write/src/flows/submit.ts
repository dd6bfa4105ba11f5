/** Makes and revises submissions: posts and edits that wait for a reviewer. */
import { AppError } from '@fanfare/kernel';
import type { Content } from '../domain/content.ts';
import type { ProposedMedia } from '../domain/proposal.ts';
import type { CoreUnit } from '../store/db.ts';
import type { MediaRow } from '../store/media.ts';
import type { StatusRow } from '../store/statuses.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { changeSubmission, insertSubmission } from '../store/submissions.ts';
import { dropOfSubmission, holdForSubmission } from './attach.ts';

export interface Proposal {
  content: Content;
  /** All attachments, published ones of the post included. */
  rows: readonly MediaRow[];
  media: readonly ProposedMedia[];
}

export type NewSubmission = Pick<
  SubmissionRow,
  | 'account_id'
  | 'visibility'
  | 'in_reply_to_id'
  | 'parent_submission_id'
  | 'edit_of_id'
  | 'edit_base_version'
  | 'application_id'
>;

/** @returns the submission's id */
export async function submit(unit: CoreUnit, about: NewSubmission, proposal: Proposal): Promise<number> {
  const row: SubmissionRow = {
    ...about,
    ...columns(proposal),
    id: unit.id<'submission'>(),
    state: 'pending',
    version: 1,
    submitted_at: unit.now,
    decided_at: null,
    decided_by: null,
    reason_code: null,
    reason: null,
    status_id: null,
  };
  await insertSubmission(unit.db, row);
  await holdForSubmission(unit, row.id, proposal.rows);
  unit.emit('submission.created', { submission_id: row.id, account_id: row.account_id, version: 1 });
  return row.id;
}

/** The edit of a published post as a submission. */
export function submitEdit(
  unit: CoreUnit,
  status: StatusRow,
  applicationId: string,
  proposal: Proposal,
): Promise<number> {
  const about: NewSubmission = {
    account_id: status.account_id,
    visibility: status.visibility,
    in_reply_to_id: status.in_reply_to_id,
    parent_submission_id: null,
    edit_of_id: status.id,
    edit_base_version: status.version,
    application_id: applicationId,
  };
  return submit(unit, about, proposal);
}

/** A new version of what waits or was rejected: it waits again. @throws AppError `conflict` when it was decided meanwhile */
export async function revise(
  unit: CoreUnit,
  row: SubmissionRow,
  proposal: Proposal,
  baseVersion: number | null,
): Promise<void> {
  const changed = await changeSubmission(unit.db, row, {
    ...columns(proposal),
    state: 'pending',
    version: row.version + 1,
    submitted_at: unit.now,
    decided_at: null,
    decided_by: null,
    reason_code: null,
    reason: null,
    edit_base_version: baseVersion,
  });
  if (!changed) throw new AppError('conflict');
  await dropOfSubmission(
    unit,
    row.id,
    proposal.rows.map((media) => media.id),
  );
  await holdForSubmission(unit, row.id, proposal.rows);
  unit.emit('submission.created', {
    submission_id: row.id,
    account_id: row.account_id,
    version: row.version + 1,
  });
}

function columns({ content, media }: Proposal) {
  return {
    text: content.text,
    spoiler_text: content.spoilerText,
    sensitive: content.sensitive ? 1 : 0,
    language: content.language,
    media: JSON.stringify(media),
  };
}
