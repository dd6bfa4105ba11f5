/**
 * Sees to it that the index is whole. Index and core database keep the same note; after an index was lost, emptied
 * or replaced by an older copy the notes differ, and it is built anew from the truth, while live events go to it too.
 *
 * An index of one process gets another note with each start and stop, so that copies from before are known as such.
 * One that several processes share keeps its note for as long as it lives; each of them looks after it now and then,
 * and of those that find it lost one builds it.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Health } from '@fanfare/kernel';
import { AppError, isAppError, periodic } from '@fanfare/kernel';
import { LOOK_EVERY, PATIENCE } from '../config.ts';
import type { SearchNeeds } from '../needs.ts';
import { rememberedNote, rememberNote } from '../store/notes.ts';
import type { RebuildOptions, SearchIndex, Totals } from '../store/search-index.ts';
import { rebuildIndex } from './rebuild.ts';

export interface Keeper {
  start(): void;
  stop(): Promise<void>;
  /** @throws AppError `engine_away` when the index is not whole after some seconds */
  ready(): Promise<void>;
  /** Resolves once the index is whole, all that was applied is found, and nothing is noted any more, however long that takes. */
  settled(): Promise<void>;
  rebuild(): Promise<Totals>;
  health(): Promise<Health>;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
const LOOK_AGAIN = 250;

export function keeper(
  needs: Pick<SearchNeeds, 'db' | 'log'> & { index: SearchIndex; lookEvery?: number },
): Keeper {
  const { db, index, log, lookEvery = LOOK_EVERY } = needs;
  let note: string | null = null;
  const letGo = new AbortController();
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let checking: Promise<void> | null = null;
  let renewing: Promise<unknown> = Promise.resolve();
  let whole = Promise.withResolvers<void>();
  const looking = periodic('search.look', lookEvery, log, lost);

  /** Both get the same new note, the index first: whatever comes between, they differ and it is built anew. */
  function renew(): Promise<void> {
    const renewed = renewing.then(async () => {
      const next = randomUUID();
      await index.setNote(next);
      await rememberNote(db, next);
      adopt(next);
    });
    renewing = renewed.catch(() => undefined);
    return renewed;
  }

  function adopt(kept: string): void {
    note = kept;
    whole.resolve();
  }

  /** The note of the index, where the database has the same. */
  async function agreed(): Promise<string | null> {
    const kept = await index.note();
    return kept !== null && kept === (await rememberedNote(db)) ? kept : null;
  }

  async function settle(): Promise<void> {
    const kept = index.shared ? await agreed() : null;
    if (kept === null) await renew();
    else adopt(kept);
  }

  function rebuild(options: RebuildOptions = {}): Promise<Totals | null> {
    return rebuildIndex(needs, letGo.signal, { ...options, done: settle });
  }

  async function make(): Promise<void> {
    if ((await agreed()) !== null) return settle();
    log.debug({}, 'The search index is built from the truth');
    const totals = await rebuild({ needed: async () => (await agreed()) === null });
    if (totals === null) return settle();
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
    const known = note;
    if (known === null || checking !== null) return false;
    const kept = await index.note();
    // While the notes are renewed they differ without harm.
    if (kept === known || renewing !== settled || note !== known || letGo.signal.aborted) return false;
    if (index.shared && kept !== null && kept === (await rememberedNote(db))) {
      // Another process built it anew.
      note = kept;
      return false;
    }
    log.warn({}, 'The search index was lost; it is built from the truth');
    note = null;
    whole = Promise.withResolvers<void>();
    void check();
    return true;
  }

  /** False: the engine is away. */
  async function settledNow(): Promise<boolean> {
    try {
      if (index.shared) await lost();
      while (note === null) await whole.promise;
      await renewing;
      await index.refresh();
      return true;
    } catch (error) {
      if (isAppError(error, 'engine_away') && !letGo.signal.aborted) return false;
      throw error;
    }
  }

  return {
    start() {
      void check();
      if (index.shared) void looking.start();
    },
    async stop() {
      letGo.abort(new AppError('shutting_down'));
      clearTimeout(timer);
      await looking.stop();
      await checking;
      // A copy of the index from before this moment is an older one.
      if (note !== null && !index.shared) await renew();
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
      while (!(await settledNow())) await pause(LOOK_AGAIN, undefined, { ref: false });
    },
    async rebuild() {
      const totals = await rebuild();
      if (totals === null) throw new Error('A rebuild that was asked for is always needed');
      return totals;
    },
    async health() {
      const health = await index.health();
      if (!health.ok || (note !== null && !(await lost()))) return health;
      return { ok: false, detail: 'The index is being built' };
    },
  };
}
