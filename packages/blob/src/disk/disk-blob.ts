import { access, constants, mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Clock } from '@fanfare/kernel';
import { AppError, systemClock } from '@fanfare/kernel';
import type { Blob, BlobRead } from '../port.ts';
import { isBlobKey } from '../port.ts';
import { isCode, translating } from './errors.ts';
import {
  clearUnfinished,
  copyDurably,
  hasNoLinks,
  moveFile,
  nameFile,
  removeFile,
  saysAbsent,
  unfinishedFile,
  writeDurably,
} from './files.ts';
import { LONGEST_TRAILER, makeTrailer, readTrailer } from './trailer.ts';

/** Below this many free bytes the health check complains. */
const LITTLE_SPACE = 64 * 1024 * 1024;

/** The blob port on a folder of one machine. Several processes may share it where the file system has hard links. */
export function diskBlob({ folder, clock = systemClock }: { folder: string; clock?: Clock }): Blob {
  const root = resolve(folder);
  const moving = new Set<string>();

  function pathOf(key: string): string {
    if (!isBlobKey(key)) throw new TypeError(`No key of a blob: ${JSON.stringify(key.slice(0, 100))}`);
    return join(root, key);
  }

  /** Makes a file with `write` out of sight, then shows it under its name. */
  async function create(path: string, write: (unfinished: string) => Promise<void>): Promise<void> {
    const unfinished = await unfinishedFile(root);
    try {
      await write(unfinished);
      await nameFile(root, unfinished, path).catch((error: unknown) => {
        if (!hasNoLinks(error)) throw error;
        return moveAlone(unfinished, path);
      });
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  async function moveAlone(unfinished: string, path: string): Promise<void> {
    if (moving.has(path)) throw new AppError('conflict');
    moving.add(path);
    try {
      await moveFile(root, unfinished, path);
    } finally {
      moving.delete(path);
    }
  }

  return {
    async put(key, bytes, { type }) {
      const path = pathOf(key);
      const trailer = makeTrailer(type);
      await translating(() => create(path, (unfinished) => writeDurably(unfinished, [bytes, trailer])));
    },

    async get(key, range) {
      const path = pathOf(key);
      return await translating(() => read(root, path, range));
    },

    async copy(from, to) {
      const source = pathOf(from);
      const target = pathOf(to);
      await translating(async () => {
        const known = await read(root, source, { start: 0, end: -1 });
        if (known === null) throw new AppError('not_found');
        await nameFile(root, source, target).catch((error: unknown) => {
          if (isCode(error, 'ENOENT')) throw new AppError('not_found', { cause: error });
          // Also when a file has as many names as its file system allows.
          if (!hasNoLinks(error) && !isCode(error, 'EMLINK')) throw error;
          return create(target, (unfinished) => copyDurably(source, unfinished));
        });
      });
    },

    async delete(...keys) {
      for (const path of keys.map(pathOf)) await translating(() => removeFile(root, path));
    },

    async *list(prefix) {
      await translating(() => clearUnfinished(root, clock.now()));
      const start = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      if (start !== '' && !isBlobKey(start.slice(0, -1))) return;
      for await (const key of keysBelow(root, start)) {
        if (key.startsWith(prefix)) yield key;
      }
    },

    async health() {
      try {
        await mkdir(root, { recursive: true, mode: 0o700 });
        await access(root, constants.W_OK);
        const { bavail, bsize } = await statfs(root);
        const free = bavail * bsize;
        return { ok: free > LITTLE_SPACE, detail: `${Math.floor(free / 1024 / 1024)} MiB free in ${root}` };
      } catch (error) {
        return {
          ok: false,
          detail: `${root} cannot be written: ${error instanceof Error ? error.message : error}`,
        };
      }
    },
  };
}

async function read(
  root: string,
  path: string,
  range: { start: number; end?: number } | undefined,
): Promise<BlobRead | null> {
  const file = await open(path, 'r').catch(async (error: unknown) => {
    if (await saysAbsent(root, error)) return null;
    throw error;
  });
  if (file === null) return null;
  let handedOver = false;
  try {
    const info = await file.stat();
    if (!info.isFile()) return null;
    const tail = Buffer.alloc(Math.min(info.size, LONGEST_TRAILER));
    await file.read(tail, 0, tail.length, info.size - tail.length);
    const trailer = readTrailer(tail);
    if (trailer === null) throw new AppError('internal', { detail: `${path} is not a whole blob` });
    const size = info.size - trailer.length;
    const start = Math.max(range?.start ?? 0, 0);
    const end = Math.min(range?.end ?? size - 1, size - 1);
    if (start > end) return { stream: Readable.from([]), size, type: trailer.type };
    const stream = file.createReadStream({ start, end });
    handedOver = true;
    return { stream, size, type: trailer.type };
  } finally {
    if (!handedOver) await file.close();
  }
}

async function* keysBelow(root: string, start: string): AsyncGenerator<string> {
  const entries = await translating(() =>
    readdir(join(root, start), { withFileTypes: true }).catch(async (error: unknown) => {
      if (await saysAbsent(root, error)) return [];
      throw error;
    }),
  );
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* keysBelow(root, `${start}${entry.name}/`);
    else if (entry.isFile()) yield `${start}${entry.name}`;
  }
}
