/** Publishes what was submitted, after every check of a new post but the policy. */
import { checkContent } from '../domain/content.ts';
import { isVisible } from '../store/access.ts';
import { authorById } from '../store/authors.ts';
import type { CoreUnit } from '../store/db.ts';
import { mediaInEdits } from '../store/edits.ts';
import type { StatusRow } from '../store/statuses.ts';
import { contentOf, liveStatus, takeStatus } from '../store/statuses.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { proposedMedia, submissionById } from '../store/submissions.ts';
import { applyEdit } from './apply-edit.ts';
import type { FreshKeys } from './attach.ts';
import { attachable, attachToStatus } from './attach.ts';
import { cannotPublish } from './decision-conflict.ts';
import type { PublishRules } from './publish.ts';
import { publish } from './publish.ts';

/** @returns the new status's id. @throws AppError `conflict` with the cause, `invalid`; FreshKeysNeeded */
export async function approvePost(
  unit: CoreUnit,
  rules: PublishRules,
  row: SubmissionRow,
  fresh: FreshKeys | null,
): Promise<number> {
  await requireActiveAuthor(unit, row);
  const parent = await parentOf(unit, row);
  const media = proposedMedia(row);
  checkContent(contentOf(row), media.length);
  const rows = await attachable(
    unit.db,
    row.account_id,
    media.map((one) => one.id),
    { submissionId: row.id },
  );
  const status = await publish(unit, rules, {
    accountId: row.account_id,
    content: contentOf(row),
    visibility: row.visibility,
    parent,
    applicationId: row.application_id,
    hasMedia: rows.length > 0,
    submissionId: row.id,
  });
  await attachToStatus(unit, status.id, rows, media, fresh);
  return status.id;
}

/** @returns the id of the post that was edited. @throws AppError `conflict` with the cause; FreshKeysNeeded */
export async function approveEdit(
  unit: CoreUnit,
  rules: PublishRules,
  row: SubmissionRow,
  statusId: number,
  fresh: FreshKeys | null,
): Promise<number> {
  await requireActiveAuthor(unit, row);
  const status = await takeStatus(unit.db, statusId);
  if (status === undefined) throw cannotPublish(row, 'The post that this edit changes is gone');
  if (status.version !== row.edit_base_version) {
    throw cannotPublish(row, 'The post was changed since this edit was submitted');
  }
  const media = proposedMedia(row);
  checkContent(contentOf(row), media.length);
  const rows = await attachable(
    unit.db,
    row.account_id,
    media.map((one) => one.id),
    { statusId, submissionId: row.id, earlier: await mediaInEdits(unit.db, statusId) },
  );
  await applyEdit(unit, rules, status, { content: contentOf(row), rows, media }, fresh, row.id);
  return statusId;
}

async function requireActiveAuthor(unit: CoreUnit, row: SubmissionRow): Promise<void> {
  const author = await authorById(unit.db, row.account_id);
  if (author?.state !== 'active') throw cannotPublish(row, 'Its author is suspended');
}

async function parentOf(unit: CoreUnit, row: SubmissionRow): Promise<StatusRow | null> {
  const parentId = await parentIdOf(unit, row);
  if (parentId === null) return null;
  const parent = await liveStatus(unit.db, parentId);
  if (parent === undefined) throw cannotPublish(row, 'The post it replies to is gone');
  if (!(await isVisible(unit.db, row.account_id, parent))) {
    throw cannotPublish(row, 'Its author may no longer reply to that post');
  }
  return parent;
}

async function parentIdOf(unit: CoreUnit, row: SubmissionRow): Promise<number | null> {
  if (row.parent_submission_id === null) return row.in_reply_to_id;
  const parent = await submissionById(unit.db, row.parent_submission_id);
  if (parent?.state === 'pending') {
    throw cannotPublish(row, 'The post it replies to waits for approval itself; decide on that one first');
  }
  if (parent?.state !== 'approved' || parent.status_id === null) {
    throw cannotPublish(row, `The post it replies to was ${parent?.state ?? 'removed'}`);
  }
  return parent.status_id;
}
