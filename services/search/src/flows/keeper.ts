/**
 * Sees to it that the index is whole. Index and core database keep the same note; after an index was lost, emptied
 * or replaced by an older copy the notes differ, and it is built anew from the truth, while live events go to it too.
 */
import { randomUUID } from 'node:crypto';
import type { Health } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { PATIENCE } from '../config.ts';
import type { SearchNeeds } from '../needs.ts';
import { rememberedNote, rememberNote } from '../store/notes.ts';
import type { SearchIndex, Totals } from '../store/search-index.ts';
import { rebuildIndex } from './rebuild.ts';

export interface Keeper {
  start(): void;
  stop(): Promise<void>;
  /** @throws AppError `engine_away` when the index is not whole after some seconds */
  ready(): Promise<void>;
  /** Resolves once the index is whole and nothing is noted any more, however long that takes. */
  settled(): Promise<void>;
  rebuild(): Promise<Totals>;
  health(): Promise<Health>;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

export function keeper(needs: Pick<SearchNeeds, 'db' | 'log'> & { index: SearchIndex }): Keeper {
  const { db, index, log } = needs;
  let note: string | null = null;
  const letGo = new AbortController();
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let checking: Promise<void> | null = null;
  let renewing: Promise<unknown> = Promise.resolve();
  let whole = Promise.withResolvers<void>();

  /** Both get the same new note, the index first: whatever comes between, they differ and it is built anew. */
  function renew(): Promise<void> {
    const renewed = renewing.then(async () => {
      const next = randomUUID();
      await index.setNote(next);
      await rememberNote(db, next);
      note = next;
      whole.resolve();
    });
    renewing = renewed.catch(() => undefined);
    return renewed;
  }

  async function rebuild(): Promise<Totals> {
    const totals = await rebuildIndex(needs, letGo.signal);
    await renew();
    return totals;
  }

  async function make(): Promise<void> {
    const kept = await index.note();
    if (kept !== null && kept === (await rememberedNote(db))) return renew();
    log.debug({}, 'The search index is built from the truth');
    const totals = await rebuild();
    // An empty place is no news.
    log[totals.accounts > 0 ? 'info' : 'debug'](totals, 'The search index is whole');
  }

  function check(): Promise<void> {
    clearTimeout(timer);
    checking ??= make()
      .then(
        () => {
          failures = 0;
        },
        (error: unknown) => {
          if (letGo.signal.aborted) return;
          log.warn({ err: error }, 'The search index could not be made; it is tried again');
          timer = setTimeout(check, Math.min(FIRST_WAIT * 2 ** failures, LONGEST_WAIT)).unref();
          failures += 1;
        },
      )
      .finally(() => {
        checking = null;
      });
    return checking;
  }

  /** The index that answers is not the one that was there before. */
  async function lost(): Promise<boolean> {
    const settled = renewing;
    await settled;
    if (note === null || checking !== null) return false;
    const kept = await index.note();
    // While the notes are renewed they differ without harm.
    if (kept === note || renewing !== settled) return false;
    note = null;
    whole = Promise.withResolvers<void>();
    void check();
    return true;
  }

  return {
    start() {
      void check();
    },
    async stop() {
      letGo.abort(new AppError('shutting_down'));
      clearTimeout(timer);
      await checking;
      // A copy of the index from before this moment is an older one.
      if (note !== null) await renew();
    },
    async ready() {
      if (note !== null) return;
      const patience = Promise.withResolvers<never>();
      const give = setTimeout(() => {
        const text = 'The search index is being built, please try again in a moment';
        patience.reject(new AppError('engine_away', { text }));
      }, PATIENCE);
      await Promise.race([whole.promise, patience.promise]).finally(() => clearTimeout(give));
    },
    async settled() {
      while (note === null) await whole.promise;
      await renewing;
    },
    rebuild,
    async health() {
      const health = await index.health();
      if (!health.ok || (note !== null && !(await lost()))) return health;
      return { ok: false, detail: 'The index is being built' };
    },
  };
}
