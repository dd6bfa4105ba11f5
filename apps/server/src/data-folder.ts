/**
 * The data folder: who owns it, and how commands reach the owner. The lock dies with the process; the socket lies
 * in the temp folder (socket paths must be short), readable by its owner only, its path in the data folder.
 */
import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StartError } from '@fanfare/kernel';
import { takeLock } from '@fanfare/sql/sqlite';

export interface DataFolder {
  readonly path: string;
  readonly socket: string;
  /** Tells commands where the socket is. */
  announce(): Promise<void>;
  release(): Promise<void>;
}

const socketFile = 'server.socket';

/** @throws StartError when the folder cannot be written or another process owns it */
export function ownDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
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
