/** Files that appear whole or not at all, and are still there after a power cut. */
import { randomUUID } from 'node:crypto';
import {
  access,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@fanfare/kernel';
import { isCode } from './errors.ts';

/** Beside the blobs, so that a finished file moves without being copied; no key begins with a dot. */
const UNFINISHED = '.unfinished';
/** No put takes this long (ms): an older file was left by a crash. */
const LEFT_BEHIND = 3_600_000;
const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

export async function unfinishedFile(root: string): Promise<string> {
  const folder = join(root, UNFINISHED);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, randomUUID());
}

/** Writes a new file and waits until it is on the disk. */
export async function writeDurably(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const file = await open(to, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Gives a finished file a further name, never over an existing one.
 * @throws AppError `conflict` when the name is taken; the file system's own error where it has no links
 */
export async function nameFile(root: string, from: string, to: string): Promise<void> {
  // A folder that was just made may be taken away again by a delete that emptied it.
  for (let attempt = 1; ; attempt++) {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      // A part of the path is a file.
      throw isCode(error, 'EEXIST', 'ENOTDIR') ? new AppError('conflict', { cause: error }) : error;
    });
    try {
      await link(from, to);
      await syncFolders(dirname(to), dirname(root));
      return;
    } catch (error) {
      if (isCode(error, 'EEXIST')) throw new AppError('conflict', { cause: error });
      if (!isCode(error, 'ENOENT') || attempt === 10) throw error;
    }
  }
}

/** The same for a file system without links: there only this process may write to the folder. */
export async function moveFile(root: string, from: string, to: string): Promise<void> {
  await access(to).then(
    () => {
      throw new AppError('conflict');
    },
    () => undefined,
  );
  await rename(from, to);
  await syncFolders(dirname(to), dirname(root));
}

export function hasNoLinks(error: unknown): boolean {
  return isCode(error, ...WITHOUT_LINKS);
}

/** A file's name is durable only when its folder is, and so on up: any of them may be new, made by whoever. */
async function syncFolders(from: string, upTo: string): Promise<void> {
  for (let folder = from; ; folder = dirname(folder)) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (folder.length <= upTo.length) return;
  }
}

/** Takes a file away, and the folders that this leaves empty. False: there was none. */
export async function removeFile(root: string, path: string): Promise<boolean> {
  try {
    await unlink(path);
  } catch (error) {
    if (isCode(error, 'EISDIR', 'EPERM') && !(await isFile(path))) return false;
    if (await saysAbsent(root, error)) return false;
    throw error;
  }
  let folder = dirname(path);
  for (; folder.length > root.length; folder = dirname(folder)) {
    const removed = await rmdir(folder).then(
      () => true,
      (error: unknown) => {
        if (isCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) return isCode(error, 'ENOENT');
        throw error;
      },
    );
    if (!removed) break;
  }
  await syncFolders(folder, folder).catch((error: unknown) => {
    // Another delete has just emptied and removed it, and syncs the one above.
    if (!isCode(error, 'ENOENT')) throw error;
  });
  return true;
}

/** Whether a failure means that there is no such file, and not that the whole folder is not there to be used. */
export async function saysAbsent(root: string, error: unknown): Promise<boolean> {
  if (!isCode(error, 'ENOTDIR')) return isCode(error, 'ENOENT');
  return await stat(root).then(
    (info) => info.isDirectory(),
    () => false,
  );
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
}

/** Removes the files of puts that never ended. */
export async function clearUnfinished(root: string, now: number): Promise<void> {
  const folder = join(root, UNFINISHED);
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const changed = await stat(path).then(
      (info) => info.mtimeMs,
      () => now,
    );
    if (now - changed > LEFT_BEHIND) await rm(path, { force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: unknown) => {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  });
}
