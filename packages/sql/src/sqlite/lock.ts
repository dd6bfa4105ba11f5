import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from '@fanfare/kernel';
import { isBusy } from './errors.ts';

export interface FolderLock {
  release(): void;
}

/**
 * Takes the data folder for this process; makes it when missing. The lock is an SQLite transaction on `lock.db`, so
 * it dies with the process and leaves nothing to clean up.
 * @throws StartError when another process holds it or the folder cannot be written
 */
export function takeLock(folder: string): FolderLock {
  let lock: DatabaseSync | null = null;
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    lock = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    throw new StartError(sentence(folder, error), { cause: error });
  }
  const held = lock;
  const close = () => held.close();
  // Also keeps the lock from being collected as garbage, which would let it go.
  process.once('exit', close);
  return {
    release() {
      process.off('exit', close);
      close();
    },
  };
}

/** `mkdir -p`. Node's own `recursive` never returns where a folder exists that takes no entries, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (!existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function sentence(folder: string, error: unknown): string {
  if (isBusy(error)) {
    return `Another Fanfare is running on ${folder}: stop it first, or set FANFARE_DATA to another folder.`;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `The data folder ${folder} cannot be written (${reason}): give this user the right to, or set FANFARE_DATA to another folder.`;
}
