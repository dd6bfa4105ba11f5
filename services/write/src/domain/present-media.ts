import type { MediaAttachment } from '@fanfare/contracts/entities';
import type { MediaTable } from '@fanfare/contracts/tables';
import type { Part } from './pending-url.ts';
import type { ProposedMedia } from './proposal.ts';

/** The address of one of an upload's two pictures; null: there is none (any more). */
export type MediaUrl = (row: MediaTable, part: Part) => string | null;

/** `proposed`: what a post that waits says of it, in place of what is stored. */
export function presentMedia(row: MediaTable, urlOf: MediaUrl, proposed?: ProposedMedia): MediaAttachment {
  const url = urlOf(row, 'original');
  const meta = JSON.parse(row.meta) as NonNullable<MediaAttachment['meta']>;
  const description = proposed?.description ?? row.description;
  return {
    id: String(row.id),
    type: row.type,
    url,
    preview_url: urlOf(row, 'preview') ?? url,
    remote_url: null,
    meta: proposed?.focus == null ? meta : { ...meta, focus: proposed.focus },
    description: description === '' ? null : description,
    blurhash: row.blurhash === '' ? null : row.blurhash,
  };
}
