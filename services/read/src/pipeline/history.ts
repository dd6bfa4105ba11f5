/** The forms that a post had. */
import type { MediaAttachment, StatusEdit } from '@fanfare/contracts/entities';
import { mentionsOf } from '@fanfare/text';
import type { MediaRow, Mentioned, StatusFacts } from '../domain/facts.ts';
import { presentEdit } from '../domain/present-edit.ts';
import { presentMedia } from '../domain/present-media.ts';
import { renderText } from '../domain/render.ts';
import { accountsByNames } from '../store/accounts.ts';
import { editRows, mediaByIds } from '../store/edits.ts';
import type { Reading } from './reading.ts';

/** How an edit keeps its attachments. */
interface KeptMedia {
  id: number;
  description: string;
  focus: { x: number; y: number } | null;
}

/** The first form first; a post that was never edited has one form, its present one. */
export async function historyOf(reading: Reading, status: StatusFacts): Promise<StatusEdit[]> {
  const { row } = status;
  const [edits, accounts] = await Promise.all([
    editRows(reading.db, row.id),
    reading.accounts.present([row.account_id]),
  ]);
  const account = accounts.get(row.account_id);
  if (account === undefined) return [];
  if (edits.length === 0) {
    const rendered = (await reading.renderings([row]))(row).rendered.value;
    const { content, media_attachments: media } = rendered;
    return [presentEdit({ ...row, content, media }, account)];
  }
  const kept = edits.map((edit) => JSON.parse(edit.media) as KeptMedia[]);
  const [media, mentioned] = await Promise.all([
    mediaByIds(reading.db, [...new Set(kept.flat().map((one) => one.id))]),
    accountsByNames(
      reading.db,
      edits.flatMap((edit) => mentionsOf(edit.text)).map((mention) => mention.username),
    ),
  ]);
  const byId = new Map(media.map((one) => [one.id, one]));
  return edits.map((edit, index) =>
    presentEdit(
      {
        ...edit,
        content: contentOf(edit.text, mentioned, reading),
        media: attachments(kept[index] ?? [], byId, reading),
      },
      account,
    ),
  );
}

function contentOf(text: string, mentioned: readonly Mentioned[], { urls }: Reading): string {
  return renderText(text, mentioned, urls);
}

/** With the descriptions and the focus of that time; pictures that were removed since are left out. */
function attachments(
  kept: readonly KeptMedia[],
  known: ReadonlyMap<number, MediaRow>,
  { urls }: Reading,
): MediaAttachment[] {
  return kept.flatMap(({ id, description, focus }) => {
    const row = known.get(id);
    if (row === undefined) return [];
    const shown = presentMedia({ ...row, description }, urls);
    return focus === null ? shown : { ...shown, meta: { ...shown.meta, focus } };
  });
}
