/** Documents of callers that come together share a request; one that cannot be stored fails its own caller only. */
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '@fanfare/kernel';
import type { Outcome, Write } from './elasticsearch-bulk.ts';
import { bulk } from './elasticsearch-bulk.ts';
import type { Elastic } from './elasticsearch-client.ts';
import { engineAway, statusOf, wordsOf } from './elasticsearch-client.ts';
import type { Stored } from './elasticsearch-documents.ts';
import type { Indices, State } from './elasticsearch-indices.ts';

export interface Writer {
  apply(documents: readonly Stored[]): Promise<void>;
  /** Finishes what is in hand; no call is accepted any more. */
  close(): Promise<void>;
}

interface Waiting {
  documents: readonly Stored[];
  resolve(): void;
  reject(error: unknown): void;
}

const TOGETHER = 500;
const MOST_WAITING = 10_000;
/** An index may be replaced between asking which there are and writing. */
const ATTEMPTS = 3;
/** Indices that are about to be made, after the first start or a loss, are waited for so long, in ms. */
const PATIENCE = 4_000;
const LOOK = 100;

export function elasticWriter(elastic: Elastic, indices: Indices): Writer {
  const waiting: Waiting[] = [];
  let closed = false;
  let writing = false;
  let written = Promise.resolve();

  async function write(): Promise<void> {
    writing = true;
    while (waiting.length > 0) await together(take(waiting));
    writing = false;
  }

  async function together(callers: readonly Waiting[]): Promise<void> {
    try {
      const failures = await store(callers.flatMap(({ documents }) => documents));
      for (const { documents, resolve, reject } of callers) {
        const failed = documents.flatMap((document) => failures.get(document) ?? [])[0];
        if (failed === undefined) resolve();
        else reject(new Error(`The search index: ${failed}`));
      }
    } catch (error) {
      if (statusOf(error) !== 400) {
        for (const { reject } of callers) reject(error);
      } else if (callers.length === 1) {
        callers[0]?.reject(new Error(`The search index: ${wordsOf(error)}`));
      } else {
        // One of them makes a request that cannot be read; the others do not.
        for (const one of callers) await together([one]);
      }
    }
  }

  /** @returns why a document can never be stored */
  async function store(documents: readonly Stored[]): Promise<Map<Stored, string>> {
    const failures = new Map<Stored, string>();
    let left = documents;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const state = await anyState();
      const writes = left.flatMap((document) => writesOf(document, state));
      const missing = new Set<Stored>();
      for (const [at, outcome] of (await bulk(elastic, writes)).entries()) {
        const write = writes[at];
        if (write !== undefined) note(write, outcome, state);
      }
      if (missing.size === 0) return failures;
      left = [...missing];

      function note({ document, to }: Write, outcome: Outcome, { active }: State): void {
        if (outcome.state === 'refused') failures.set(document, outcome.reason);
        // What was to be filled may be gone or have taken the other's place; what answers must have it.
        const needed = active === null || to === indices.active(document.kind);
        if (outcome.state === 'missing' && needed) missing.add(document);
      }
    }
    throw engineAway('its indices come and go');
  }

  /** With indices to write to. @throws AppError `engine_away` when there are none for some seconds */
  async function anyState(): Promise<State> {
    for (const until = performance.now() + PATIENCE; ; ) {
      const state = await indices.state();
      if (state.active !== null || state.building !== null) return state;
      if (closed || performance.now() > until) throw engineAway('there is no index yet, or it was lost');
      await pause(LOOK);
    }
  }

  /**
   * What is being filled gets it too. The truth was read before, and whoever fills reads it after having begun: so
   * where nothing is being filled yet, it will read this version or a newer one.
   */
  function writesOf(document: Stored, { active, building }: State): Write[] {
    return [
      ...(active === null ? [] : [{ document, to: indices.active(document.kind) }]),
      ...(building === null ? [] : [{ document, to: indices.building(document.kind) }]),
    ];
  }

  return {
    apply(documents) {
      if (documents.length === 0) return Promise.resolve();
      if (closed) return Promise.reject(new AppError('shutting_down'));
      if (waiting.length >= MOST_WAITING)
        return Promise.reject(engineAway(`${waiting.length} writes wait already`));
      return new Promise((resolve, reject) => {
        waiting.push({ documents, resolve, reject });
        if (!writing) written = write();
      });
    },
    async close() {
      closed = true;
      await written;
    },
  };
}

/** At least one caller's documents, and others' that fit beside them. */
function take(waiting: Waiting[]): Waiting[] {
  let size = 0;
  const fitting = waiting.findIndex(({ documents }, index) => {
    size += documents.length;
    return index > 0 && size > TOGETHER;
  });
  return waiting.splice(0, fitting < 0 ? waiting.length : fitting);
}
