/** Gives a published post its next form. */
import { AppError } from '@fanfare/kernel';
import type { ProposedMedia } from '../domain/proposal.ts';
import { asProposed } from '../domain/proposal.ts';
import type { CoreUnit } from '../store/db.ts';
import { insertEdit } from '../store/edits.ts';
import { changeMedia, mediaOfStatus } from '../store/media.ts';
import { deleteParts, insertParts, mentionsOfStatus, partsOf } from '../store/parts.ts';
import type { StatusRow } from '../store/statuses.ts';
import { rewriteStatus } from '../store/statuses.ts';
import type { FreshKeys } from './attach.ts';
import { attachToStatus } from './attach.ts';
import type { PublishRules } from './publish.ts';
import { eventOf } from './publish.ts';
import type { Proposal } from './submit.ts';

/** @throws AppError `conflict` when the status was changed since it was read; FreshKeysNeeded */
export async function applyEdit(
  unit: CoreUnit,
  rules: PublishRules,
  status: StatusRow,
  { content, rows, media }: Proposal,
  fresh: FreshKeys | null,
  submissionId: number | null,
): Promise<void> {
  const before = await mediaOfStatus(unit.db, status.id);
  const hasMedia = rows.length > 0;
  if (!(await rewriteStatus(unit.db, status, { ...content, hasMedia, at: unit.now }))) {
    throw new AppError('conflict');
  }
  const version = status.version + 1;
  const edited: StatusRow = {
    ...status,
    text: content.text,
    spoiler_text: content.spoilerText,
    sensitive: content.sensitive ? 1 : 0,
    language: content.language,
    has_media: hasMedia ? 1 : 0,
    version,
  };
  if (status.edited_at === null) await keepForm(unit, status, before.map(asProposed), status.created_at);
  await keepForm(unit, edited, media, unit.now);
  // What an edit takes away stays for the history, and is named by no post.
  for (const row of before.filter((one) => !rows.some((kept) => kept.id === one.id))) {
    await changeMedia(unit.db, row, { status_id: null, position: 0 });
  }
  await attachToStatus(unit, status.id, rows, media, fresh);
  const mentioned = await mentionsOfStatus(unit.db, status.id);
  const parts = await partsOf(unit.db, status.account_id, content.text, rules.publicUrl);
  await deleteParts(unit.db, status.id);
  await insertParts(unit.db, status.id, parts);
  // A direct post was delivered only to whom it named then: those it names now build their home anew.
  if (status.visibility === 'direct') unit.raise(...parts.mentions.filter((id) => !mentioned.includes(id)));
  const mentions = [...new Set([...mentioned, ...parts.mentions])];
  unit.emit('status.edited', {
    ...eventOf(
      edited,
      mentions,
      parts.tags.map((tag) => tag.folded),
    ),
    submission_id: submissionId,
  });
}

async function keepForm(
  unit: CoreUnit,
  form: StatusRow,
  media: readonly ProposedMedia[],
  at: number,
): Promise<void> {
  await insertEdit(unit.db, {
    status_id: form.id,
    version: form.version,
    text: form.text,
    spoiler_text: form.spoiler_text,
    sensitive: form.sensitive,
    language: form.language,
    media: JSON.stringify(media),
    created_at: at,
  });
}
