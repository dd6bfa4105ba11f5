/** Takes an upload: what it is, what it becomes, where it is kept until a post takes it. */
import { limits } from '@fanfare/contracts';
import type { MediaAttachment } from '@fanfare/contracts/entities';
import { AppError } from '@fanfare/kernel';
import type { Focus } from '../domain/focus.ts';
import { presentMedia } from '../domain/present-media.ts';
import { sniff } from '../domain/sniff.ts';
import type { Write } from '../needs.ts';
import { adoptBlobs, announceBlobs } from '../store/blob-removals.ts';
import type { MediaRow } from '../store/media.ts';
import { insertMedia } from '../store/media.ts';
import { newKey } from './fresh-keys.ts';
import { mediaUrls } from './media-urls.ts';
import { processImage } from './process-image.ts';

export interface Upload {
  accountId: number;
  bytes: Buffer;
  description: string;
  focus: Focus | null;
}

/** @throws AppError `too_large`, `not_supported`, `invalid` */
export async function upload(
  write: Write,
  { accountId, bytes, description, focus }: Upload,
): Promise<MediaRow> {
  if (bytes.length > limits.imageBytes) throw new AppError('too_large');
  const found = sniff(bytes);
  if (found.kind === 'moving') {
    throw new AppError('not_supported', {
      text: 'This server does not take video and audio yet, only pictures',
    });
  }
  if (found.kind === 'unknown') {
    throw new AppError('invalid', { text: 'Validation failed: File content type is invalid' });
  }
  const image = await write.imageTurn(() => processImage(bytes, found.mime));
  const keys = {
    original: newKey('pending', image.original.extension),
    preview: newKey('pending', image.preview.extension),
  };
  const announced = await announceBlobs(write.db, [keys.original, keys.preview]);
  await write.blob.put(keys.original, image.original.bytes, { type: image.original.mime });
  await write.blob.put(keys.preview, image.preview.bytes, { type: image.preview.mime });
  return write.db.unit(async (unit) => {
    await adoptBlobs(unit, announced);
    const row: MediaRow = {
      id: unit.id<'media'>(),
      account_id: accountId,
      status_id: null,
      submission_id: null,
      position: 0,
      type: 'image',
      mime: image.original.mime,
      description,
      meta: JSON.stringify(focus === null ? image.meta : { ...image.meta, focus }),
      blurhash: image.blurhash,
      original_key: keys.original,
      preview_key: keys.preview,
      published: 0,
      created_at: unit.now,
    };
    await insertMedia(unit.db, row);
    return row;
  });
}

export async function showMediaRow(write: Write, row: MediaRow): Promise<MediaAttachment> {
  return presentMedia(row, await mediaUrls(write));
}
