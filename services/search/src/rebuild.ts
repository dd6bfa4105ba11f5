/** The whole truth for a new index, in windows of ids. Whoever waits for the database goes first. */
import { setImmediate } from 'node:timers/promises';
import { WINDOW } from './config.ts';
import type { Searching } from './needs.ts';
import type { SearchDocument, Totals } from './store/search-index.ts';
import type { Window } from './store/truth.ts';
import { accountWindow, statusWindow } from './store/truth.ts';

export function rebuildIndex({ index, db }: Pick<Searching, 'index' | 'db'>): Promise<Totals> {
  async function* everything(): AsyncGenerator<SearchDocument[]> {
    yield* windows((after) => accountWindow(db.read, after, WINDOW));
    yield* windows((after) => statusWindow(db.read, after, WINDOW));
  }
  return index.rebuild(everything());
}

async function* windows(read: (after: number) => Promise<Window>): AsyncGenerator<SearchDocument[]> {
  for (let after: number | null = 0; after !== null; ) {
    await setImmediate();
    const window: Window = await read(after);
    if (window.documents.length > 0) yield window.documents;
    after = window.last;
  }
}
