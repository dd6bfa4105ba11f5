/** How much room the embedded engines take in the data folder, and how much is left. */
import type { Dirent } from 'node:fs';
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceName } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import { remembered } from '@fanfare/telemetry';
import { usesSqlite } from '../engines/databases.ts';
import type { AllValues } from '../services.ts';

/** In ms. A folder of many files takes its time, and those who look have patience for a few seconds only. */
const KEEP = 60_000;

/** @param folder FANFARE_DATA */
export function storageMetrics(
  metrics: Metrics,
  values: AllValues,
  chosen: readonly ServiceName[],
  folder: string,
): void {
  const parts: Record<string, () => Promise<number>> = {
    ...(usesSqlite(values, chosen) ? { database: () => files(folder, 'fanfare.db') } : {}),
    ...(chosen.includes('search') && values.ELASTICSEARCH_URL === null
      ? { search: () => files(folder, 'search.db') }
      : {}),
    ...(values.MEDIA_URL === null ? { media: behind(() => folderSize(join(folder, 'media'))) } : {}),
  };
  if (Object.keys(parts).length === 0) return;
  parts.free = async () => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  };
  const sizes = remembered(
    () =>
      Promise.all(Object.entries(parts).map(async ([of, size]) => ({ labels: { of }, value: await size() }))),
    KEEP,
  );
  metrics.observe(
    'fanfare_storage_bytes',
    'Bytes that embedded engines take in the data folder, and that are free there',
    sizes,
  );
}

/** Answers what it found last, and looks again meanwhile: only the first look is waited for. */
function behind(look: () => Promise<number>): () => Promise<number> {
  let found: number | null = null;
  let looking: Promise<number> | null = null;
  return async () => {
    looking ??= look()
      .then((size) => {
        found = size;
        return size;
      })
      .finally(() => {
        looking = null;
      });
    if (found === null) return looking;
    // A look that fails is seen by the next one that has to wait for it.
    looking.catch(() => undefined);
    return found;
  };
}

/** A SQLite file with its log and its shared memory. */
async function files(folder: string, name: string): Promise<number> {
  const sizes = await Promise.all(['', '-wal', '-shm'].map((end) => fileSize(join(folder, `${name}${end}`))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What is not there, or not any more, takes no room. */
async function fileSize(path: string): Promise<number> {
  return (await stat(path).catch(absent))?.size ?? 0;
}

async function folderSize(path: string): Promise<number> {
  const entries: Dirent[] = (await readdir(path, { withFileTypes: true }).catch(absent)) ?? [];
  let sum = 0;
  for (const entry of entries) {
    const inner = join(path, entry.name);
    sum += entry.isDirectory() ? await folderSize(inner) : await fileSize(inner);
  }
  return sum;
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
