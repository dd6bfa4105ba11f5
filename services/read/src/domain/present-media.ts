import type { MediaAttachment } from '@fanfare/contracts/entities';
import type { MediaRow } from './facts.ts';
import type { Urls } from './urls.ts';

export function presentMedia(row: MediaRow, urls: Urls): MediaAttachment {
  const url = row.original_key === null ? null : urls.media(row.original_key);
  return {
    id: String(row.id),
    type: row.type,
    url,
    preview_url: row.preview_key === null ? url : urls.media(row.preview_key),
    remote_url: null,
    meta: JSON.parse(row.meta) as MediaAttachment['meta'],
    description: row.description === '' ? null : row.description,
    blurhash: row.blurhash === '' ? null : row.blurhash,
  };
}
