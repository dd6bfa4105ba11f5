/**
 * The embedded index: SQLite FTS5 in a file of its own, opened on two worker threads only. One writes; documents of
 * callers that come together share a transaction. The other answers, and dies when a question takes too long.
 */
import { Worker } from 'node:worker_threads';
import type { Log } from '@fanfare/kernel';
import { isAppError } from '@fanfare/kernel';
import type { Thread, ThreadOptions } from './fts5-thread.ts';
import { fts5Thread } from './fts5-thread.ts';
import type { WorkerTask } from './fts5-worker.ts';
import type { RebuildOptions, SearchDocument, SearchIndex, Totals } from './search-index.ts';

export interface Fts5Options {
  file: string;
  log: Log;
  /** Of one question, in ms. */
  deadline?: number;
  /** For tests: another body of the threads. */
  spawn?(task: WorkerTask): Worker;
}

const DEADLINE = 2_000;
/** A write waits for the disk only; a new generation in one piece takes longer than any document. */
const WRITE_DEADLINE = 60_000;
/** How much longer than a question's own deadline its thread may live on. */
const GRACE = 500;
const WAITING_QUESTIONS = 64;
const WAITING_WRITES = 10_000;
const IDLE = 10_000;
const BATCH = 200;
/** Of a thread's JavaScript; its SQLite has a few more. */
const MEMORY = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 96 };

interface Waiting {
  documents: readonly SearchDocument[];
  resolve(): void;
  reject(error: unknown): void;
}

export function searchFts5({
  file,
  log,
  deadline = DEADLINE,
  spawn = spawnThread,
}: Fts5Options): SearchIndex {
  const writer = fts5Thread(optionsOf('writer', WRITE_DEADLINE, WAITING_WRITES));
  const reader = fts5Thread(optionsOf('reader', deadline + GRACE, WAITING_QUESTIONS));
  const waiting: Waiting[] = [];
  let writing = false;
  let opened: Promise<unknown> | null = null;
  let building: Promise<unknown> = Promise.resolve();

  function optionsOf(role: WorkerTask['role'], limit: number, calls: number): ThreadOptions {
    return {
      spawn: () => spawn({ file, role, deadline }),
      deadline: limit,
      waiting: calls,
      idle: IDLE,
      onEnded: (cause) => log.warn({ role, cause }, 'A thread of the search index was ended'),
    };
  }

  /** The file exists, and what an earlier process began to build is gone. */
  function open(): Promise<unknown> {
    opened ??= writer.call('discard', null).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  }

  async function call<Result>(thread: Thread, method: string, argument: unknown): Promise<Result> {
    await open();
    return thread.call(method, argument);
  }

  async function write(): Promise<void> {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const together = takeTogether(waiting);
      if (!(await applied(together))) {
        // One of them cannot be stored; the others can.
        for (const one of together) await applied([one]);
      }
    }
    writing = false;
  }

  /** False: no answer was given to several callers, because the fault is one of theirs. */
  async function applied(callers: readonly Waiting[]): Promise<boolean> {
    try {
      const documents = callers.flatMap((caller) => caller.documents);
      await call(writer, 'apply', documents);
      for (const caller of callers) caller.resolve();
      return true;
    } catch (error) {
      if (!isAppError(error) && callers.length > 1) return false;
      for (const caller of callers) caller.reject(error);
      return true;
    }
  }

  async function build(
    batches: AsyncIterable<readonly SearchDocument[]>,
    { signal, needed, done }: RebuildOptions = {},
  ): Promise<Totals | null> {
    signal?.throwIfAborted();
    if (needed !== undefined && !(await needed())) return null;
    const totals = await fill(batches);
    await done?.();
    return totals;
  }

  async function fill(batches: AsyncIterable<readonly SearchDocument[]>): Promise<Totals> {
    await call(writer, 'begin', null);
    try {
      for await (const documents of batches) await writer.call('fill', documents);
      return await writer.call<Totals>('finish', null);
    } catch (error) {
      await writer.call('discard', null).catch((left: unknown) => {
        // The next start or rebuild throws it away.
        log.warn({ err: left }, 'An unfinished search index is left behind');
      });
      throw error;
    }
  }

  return {
    shared: false,
    foundWithin: 0,
    apply(documents) {
      if (documents.length === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        waiting.push({ documents, resolve, reject });
        void write();
      });
    },
    statuses: (query) => call(reader, 'statuses', query),
    accounts: (query) => call(reader, 'accounts', query),
    tags: (query) => call(reader, 'tags', query),
    rebuild(batches, options) {
      const built = building.then(() => build(batches, options));
      building = built.catch(() => undefined);
      return built;
    },
    // What was answered is in the file.
    refresh: () => Promise.resolve(),
    note: () => call(writer, 'note', null),
    async setNote(note) {
      await call(writer, 'setNote', note);
    },
    async health() {
      try {
        await call(writer, 'note', null);
        return { ok: true };
      } catch (error) {
        return { ok: false, detail: `The index does not answer: ${String(error)}` };
      }
    },
    async close() {
      await Promise.all([reader.close(), writer.close()]);
    },
  };
}

/** At least one caller's documents, and others' that fit beside them. */
function takeTogether(waiting: Waiting[]): Waiting[] {
  let size = 0;
  const fitting = waiting.findIndex(({ documents }, index) => {
    size += documents.length;
    return index > 0 && size > BATCH;
  });
  return waiting.splice(0, fitting < 0 ? waiting.length : fitting);
}

function spawnThread(task: WorkerTask): Worker {
  return new Worker(new URL('./fts5-worker.ts', import.meta.url), {
    workerData: task,
    name: `search ${task.role}`,
    resourceLimits: MEMORY,
  });
}
