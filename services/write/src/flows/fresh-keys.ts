/** Copies uploads under keys that nobody knows, before the unit that publishes (or hides) them. */
import { randomBytes } from 'node:crypto';
import { AppError, isAppError } from '@fanfare/kernel';
import type { Write } from '../needs.ts';
import { announceBlobs } from '../store/blob-removals.ts';
import type { MediaRow } from '../store/media.ts';
import type { FreshKeys } from './attach.ts';
import { FreshKeysNeeded } from './attach.ts';

/** Where blobs of posts stand: those in `posts/` are public by their key, those in `pending/` are not. */
export type Shelf = 'posts' | 'pending';

export function newKey(shelf: Shelf, extension: string): string {
  return `${shelf}/${randomBytes(16).toString('hex')}.${extension}`;
}

export async function freshKeys(write: Write, media: readonly MediaRow[], shelf: Shelf): Promise<FreshKeys> {
  const byMedia = new Map<number, { original_key: string; preview_key: string | null }>();
  const copies: { from: string; to: string }[] = [];
  const renew = (from: string) => {
    const to = newKey(shelf, from.split('.').at(-1) ?? 'bin');
    copies.push({ from, to });
    return to;
  };
  for (const row of media) {
    if (row.original_key === null) continue;
    byMedia.set(row.id, {
      original_key: renew(row.original_key),
      preview_key: row.preview_key === null ? null : renew(row.preview_key),
    });
  }
  const announced = await announceBlobs(
    write.db,
    copies.map((copy) => copy.to),
  );
  try {
    await Promise.all(copies.map((copy) => write.blob.copy(copy.from, copy.to)));
  } catch (error) {
    if (!isAppError(error, 'not_found')) throw error;
    throw new AppError('conflict', { text: 'A picture of this post is gone', cause: error });
  }
  return { announced, byMedia };
}

/** Runs a unit that may turn out to publish uploads; if it does, it runs again with fresh keys for them. */
export async function withFreshKeys<Result>(
  write: Write,
  run: (fresh: FreshKeys | null) => Promise<Result>,
): Promise<Result> {
  try {
    return await run(null);
  } catch (error) {
    if (!(error instanceof FreshKeysNeeded)) throw error;
    const result = await run(await freshKeys(write, error.media, 'posts'));
    await write.removeDueBlobs();
    return result;
  }
}
