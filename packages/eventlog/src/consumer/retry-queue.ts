/** Which keys of a group wait in its retry table, and when the next attempt of each is due. The table is the truth. */
import type { RetrySummary } from '@fanfare/sql';
import type { Pause } from './pause.ts';
import type { RetryNeeds, RetryResult } from './retry-run.ts';
import { runKey } from './retry-run.ts';

/** Keys worked off at the same time: failing events must not crowd out the others. */
const PARALLEL = 4;
/** No timer is set further ahead; the clock may be moved meanwhile. */
const LONGEST_SLEEP = 60_000;

export interface RetryQueue {
  /** True while an event of the key waits: later ones must queue behind it. */
  holds(source: string, key: string): boolean;
  /** An event of the key has been stored in the table, due at `next` (ms). */
  added(source: string, key: string, next: number): void;
  /** Reads the keys from the table. */
  load(): Promise<void>;
  /** Takes up what the table says by now, for other processes change it too. */
  refresh(read: () => Promise<readonly RetrySummary[]>): Promise<void>;
  /** Begins what is due. */
  pump(): void;
  /** Asks the table again what is due, for it has been changed. */
  wake(): void;
  /** Tries every key now, each failing event twice; resolves with the first that fails twice, or null when all is empty. */
  drain(): Promise<Failed | null>;
  readonly size: number;
  readonly working: boolean;
  /** Nothing begins after this; waits for what is in hand. */
  stop(): Promise<void>;
}

type Failed = Extract<RetryResult, { kind: 'failed' }>;

interface Entry {
  source: string;
  key: string;
  next: number;
  /** Rises with each event added, so that a run that found the key empty knows whether it still is. */
  added: number;
  running: Promise<RetryResult> | null;
}

export function retryQueueOf(needs: RetryNeeds, pause: Pause, onChange: () => void): RetryQueue {
  const entries = new Map<string, Entry>();
  let running = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  /** At most one run per key. @throws what says that an engine is away */
  function run(entry: Entry, force: boolean): Promise<RetryResult> {
    entry.running ??= work(entry, force).finally(() => {
      entry.running = null;
      running -= 1;
      onChange();
    });
    return entry.running;
  }

  async function work(entry: Entry, force: boolean): Promise<RetryResult> {
    running += 1;
    for (;;) {
      const before = entry.added;
      const result = await runKey(needs, entry.source, entry.key, force);
      if (result.kind !== 'empty') {
        entry.next = result.until;
        return result;
      }
      if (entry.added === before) {
        entries.delete(idOf(entry.source, entry.key));
        return result;
      }
    }
  }

  function pump(): void {
    clearTimeout(timer);
    if (stopped || pause.current !== null) return;
    const now = needs.clock.now();
    let wait = LONGEST_SLEEP;
    for (const entry of entries.values()) {
      if (entry.running !== null) continue;
      if (entry.next > now) wait = Math.min(wait, entry.next - now);
      else if (running < PARALLEL) begin(entry);
    }
    if (entries.size > 0) timer = setTimeout(pump, wait).unref();
  }

  function begin(entry: Entry): void {
    run(entry, false).then(pump, (error: unknown) => away(entry, error));
  }

  function away(entry: Entry, error: unknown): void {
    if (!stopped) pause.enter(error, () => run(entry, false).then(() => undefined));
  }

  /** Works the key off; an event that fails is tried once more at once. */
  async function twice(entry: Entry): Promise<Failed | null> {
    let failed: string | null = null;
    for (;;) {
      const result = await run(entry, true);
      if (result.kind === 'empty') return null;
      if (result.kind !== 'failed') continue;
      if (result.id === failed) return result;
      failed = result.id;
    }
  }

  async function refresh(read: () => Promise<readonly RetrySummary[]>): Promise<void> {
    const before = new Map([...entries].map(([id, entry]) => [id, entry.added]));
    const seen = new Set<string>();
    for (const { source, key, next_at: next } of await read()) {
      const id = idOf(source, key);
      const entry = entries.get(id);
      if (seen.has(id)) continue;
      seen.add(id);
      if (entry === undefined) entries.set(id, { source, key, next, added: 0, running: null });
      else if (entry.running === null) entry.next = next;
    }
    // One that was added meanwhile may not have been read yet.
    for (const [id, entry] of entries)
      if (!seen.has(id) && entry.running === null && before.get(id) === entry.added) entries.delete(id);
  }

  function added(source: string, key: string, next: number): void {
    const id = idOf(source, key);
    const entry = entries.get(id);
    if (entry === undefined) entries.set(id, { source, key, next, added: 0, running: null });
    else entry.added += 1;
    pump();
    onChange();
  }

  return {
    holds: (source, key) => entries.has(idOf(source, key)),
    added,
    load: () => refresh(() => needs.store.retries()),
    refresh,
    pump,
    wake() {
      for (const entry of entries.values()) entry.next = 0;
      pump();
    },
    async drain() {
      for (const entry of [...entries.values()]) {
        try {
          const failed = await twice(entry);
          if (failed !== null) return failed;
        } catch (error) {
          away(entry, error);
          return null;
        }
      }
      return null;
    },
    get size() {
      return entries.size;
    },
    get working() {
      return running > 0;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await Promise.allSettled([...entries.values()].map((entry) => entry.running));
    },
  };
}

function idOf(source: string, key: string): string {
  return `${source}\n${key}`;
}
