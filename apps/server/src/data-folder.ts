/**
 * The data folder: who owns it, and how commands reach the owner. The lock dies with the process; the socket lies
 * in the temp folder (socket paths must be short), readable by its owner only, its path in the data folder.
 */
import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ServiceName } from '@fanfare/kernel';
import { StartError } from '@fanfare/kernel';
import { usesSqlite } from './engines/databases.ts';
import type { AllValues } from './services.ts';

export interface DataFolder {
  readonly path: string;
  /** Null: nothing in the folder belongs to one process alone, so commands come over HTTP. */
  readonly socket: string | null;
  /** Tells commands where the socket is. */
  announce(): Promise<void>;
  release(): Promise<void>;
}

const socketFile = 'server.socket';

/** Whether these services keep files that only one process may have open. Pictures and letters are not such files. */
export function ownsFiles(values: AllValues, chosen: readonly ServiceName[]): boolean {
  return usesSqlite(values, chosen) || (chosen.includes('search') && values.ELASTICSEARCH_URL === null);
}

/** @throws StartError when the folder cannot be written or another process owns it */
export async function takeDataFolder(values: AllValues, chosen: readonly ServiceName[]): Promise<DataFolder> {
  const path = resolve(values.FANFARE_DATA);
  if (!ownsFiles(values, chosen)) {
    return { path, socket: null, announce: async () => {}, release: async () => {} };
  }
  const { takeLock } = await import('@fanfare/sql/sqlite');
  const lock = takeLock(path);
  const socket = join(tmpdir(), `fanfare-${randomBytes(8).toString('hex')}.sock`);
  return {
    path,
    socket,
    announce: () => writeFile(join(path, socketFile), socket, { mode: 0o600 }),
    async release() {
      await rm(join(path, socketFile), { force: true });
      await rm(socket, { force: true });
      lock.release();
    },
  };
}

/** Where the running server's socket is, or null when none was announced. */
export async function announcedSocket(folder: string): Promise<string | null> {
  try {
    return await readFile(join(resolve(folder), socketFile), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new StartError(
      `The data folder ${resolve(folder)} cannot be read (${code}): give this user the right to, or set FANFARE_DATA to another folder.`,
      { cause: error },
    );
  }
}
