/** Folders. Nothing of this lies in the checkout. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where installed artefacts stay from run to run: FANFARE_ENGINES_CACHE, or a folder of the system's. */
export function cacheFolder(): string {
  const given = process.env.FANFARE_ENGINES_CACHE;
  if (given !== undefined && given !== '') return given;
  return process.getuid?.() === 0 ? '/var/cache/fanfare-engines' : join(homedir(), '.cache/fanfare/engines');
}

/** A folder that system users of engines may pass through. */
export async function openFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o755);
  return path;
}

/**
 * A folder of the cache that `make` fills once. It is filled under another name first, so whatever is there is whole,
 * also with two runs at once.
 * @param name with the version in it: another version is another folder
 */
export async function installedOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(await openFolder(cacheFolder()), name);
  if (existsSync(join(folder, '.whole'))) return folder;
  const making = `${folder}.${process.pid}`;
  await rm(making, { recursive: true, force: true });
  await openFolder(making);
  try {
    await make(making);
    await writeFile(join(making, '.whole'), '');
    await rename(making, folder);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (!existsSync(join(folder, '.whole'))) throw error;
  }
  return folder;
}

/** Whether a folder of the cache is there, whole. */
export function isInstalled(name: string): boolean {
  return existsSync(join(cacheFolder(), name, '.whole'));
}
