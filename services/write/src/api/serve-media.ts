/** GET /media/*: pictures of posts and profiles, and unpublished ones for whoever was given their address. */
import { isBlobKey } from '@fanfare/blob';
import type { Route } from '@fanfare/http';
import { Answer, route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import type { ByteRange } from '../domain/byte-range.ts';
import { readRange } from '../domain/byte-range.ts';
import { openPending } from '../domain/pending-url.ts';
import type { Write } from '../needs.ts';
import { mediaById } from '../store/media.ts';

/** Blobs that are public by their key. */
const PUBLIC = /^(?:posts|avatars|headers)\//;
const PENDING = /^pending\/([A-Za-z0-9_-]{1,200})$/;
// A picture is never a page, whatever its bytes say.
const always = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'accept-ranges': 'bytes',
};
const immutable = 'public, max-age=31536000, immutable';

export function serveMediaRoute(write: Write): Route {
  return route({
    method: 'GET',
    path: '/media/*',
    summary: 'A picture',
    auth: 'none',
    rate: 'none',
    kind: 'media',
    params: Type.Object({ '*': Type.String() }),
    async handle({ params, headers }) {
      const name = params['*'];
      const pending = PENDING.exec(name)?.[1];
      const key = pending === undefined ? publicKey(name) : await pendingKey(write, pending);
      if (key === null) throw new AppError('not_found', { headers: { 'cache-control': 'no-store' } });
      if (pending !== undefined) return send(write, key, headers.range, { 'cache-control': 'no-store' });
      const etag = `"${key}"`;
      const cached = { 'cache-control': immutable, etag };
      if (headers['if-none-match'] === etag) return new Answer('', { status: 304, headers: cached });
      return send(write, key, headers.range, cached);
    },
  });
}

function publicKey(name: string): string | null {
  return PUBLIC.test(name) && isBlobKey(name) ? name : null;
}

/** Only as long as the upload is unpublished: publication, rejection and deletion end the address. */
async function pendingKey(write: Write, token: string): Promise<string | null> {
  const picture = openPending(token, await write.pendingSecret(), write.clock.now());
  if (picture === null) return null;
  const row = await mediaById(write.db.read, picture.mediaId);
  if (row === undefined || row.published === 1) return null;
  return picture.part === 'original' ? row.original_key : row.preview_key;
}

async function send(
  write: Write,
  key: string,
  rangeHeader: string | string[] | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const range = typeof rangeHeader === 'string' ? await rangeOf(write, key, rangeHeader) : null;
  if (range === 'unsatisfiable') {
    return new Answer('', { status: 416, headers: { ...always, 'cache-control': 'no-store' } });
  }
  const blob = await write.blob.get(key, range ?? undefined);
  if (blob === null) throw new AppError('not_found', { headers: { 'cache-control': 'no-store' } });
  const common = { ...always, ...headers, 'content-type': blob.type };
  if (range === null) {
    return new Answer(blob.stream, { headers: { ...common, 'content-length': String(blob.size) } });
  }
  return new Answer(blob.stream, {
    status: 206,
    headers: {
      ...common,
      'content-length': String(range.end - range.start + 1),
      'content-range': `bytes ${range.start}-${range.end}/${blob.size}`,
    },
  });
}

async function rangeOf(write: Write, key: string, header: string): Promise<ByteRange> {
  // Nothing is read but the size.
  const blob = await write.blob.get(key, { start: 0, end: -1 });
  if (blob === null) return null;
  blob.stream.destroy();
  return readRange(header, blob.size);
}
