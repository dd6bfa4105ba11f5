/** The whole truth for a new index, in windows of ids. Whoever waits for the database goes first. */
import { setImmediate } from 'node:timers/promises';
import { WINDOW } from '../config.ts';
import type { Searching } from '../needs.ts';
import type { RebuildOptions, SearchDocument, Totals } from '../store/search-index.ts';
import type { Window } from '../store/truth.ts';
import { accountWindow, statusWindow } from '../store/truth.ts';

/** @param signal ends it with the signal's reason; the old index stays then */
export function rebuildIndex(
  { index, db }: Pick<Searching, 'index' | 'db'>,
  signal: AbortSignal,
  options: RebuildOptions = {},
): Promise<Totals | null> {
  async function* everything(): AsyncGenerator<SearchDocument[]> {
    yield* windows((after) => accountWindow(db.read, after, WINDOW), signal);
    yield* windows((after) => statusWindow(db.read, after, WINDOW), signal);
  }
  return index.rebuild(everything(), { ...options, signal });
}

async function* windows(
  read: (after: number) => Promise<Window>,
  signal: AbortSignal,
): AsyncGenerator<SearchDocument[]> {
  for (let after: number | null = 0; after !== null; ) {
    await setImmediate();
    signal.throwIfAborted();
    const window: Window = await read(after);
    if (window.documents.length > 0) yield window.documents;
    after = window.last;
  }
}
