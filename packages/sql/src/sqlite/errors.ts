import { AppError } from '@fanfare/kernel';

/** SQLite's primary result codes that say something about the engine, not about the statement. */
const BUSY = 5;
const FULL = 13;

/** The primary result code of an error that node:sqlite threw, or null. */
function resultCode(error: unknown): number | null {
  const code = error instanceof Error ? (error as { errcode?: unknown }).errcode : undefined;
  return typeof code === 'number' ? code & 0xff : null;
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === BUSY;
}

/** What callers of the port are told: a full disk and a foreign lock have names, the rest stays as it is. */
export function portError(error: unknown): unknown {
  const code = resultCode(error);
  if (code === FULL) return new AppError('disk_full', { cause: error, detail: 'the database cannot grow' });
  if (code === BUSY) {
    return new AppError('engine_away', { cause: error, detail: 'another program holds the database file' });
  }
  return error;
}
