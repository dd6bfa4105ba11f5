/** What a group works on at the moment: so many buckets side by side, each by one hand. */
import type { Chaos } from './chaos.ts';
import type { Cursor } from './cursor.ts';
import { behind } from './cursor.ts';

/** Buckets worked on at the same time. */
const PARALLEL = 8;

export interface Hands {
  /** The bucket may have something to do. */
  ready(cursor: Cursor): void;
  /** Takes up as much as may be. */
  pump(): void;
  /** Counts as work until it ends; it must not reject. */
  hold(job: Promise<void>): void;
  readonly empty: boolean;
  /** Rises with every piece of work. */
  readonly turns: number;
  /** Resolves when what is in hand has ended. */
  finished(): Promise<void>;
}

export interface HandsNeeds {
  work(cursor: Cursor): Promise<void>;
  /** False: nothing new may begin. */
  open(): boolean;
  chaos: Chaos | null;
  onEnd(): void;
}

export function handsOf({ work, open, chaos, onEnd }: HandsNeeds): Hands {
  const waiting = new Set<Cursor>();
  const jobs = new Set<Promise<void>>();
  let turns = 0;

  function pump(): void {
    while (jobs.size < PARALLEL && open()) {
      const cursor = next();
      if (cursor === undefined) return;
      waiting.delete(cursor);
      if (behind(cursor) > 0 && !cursor.busy) hold(work(cursor));
    }
  }

  function next(): Cursor | undefined {
    if (chaos === null) return waiting.values().next().value;
    return [...waiting][chaos.pick(waiting.size)];
  }

  function hold(job: Promise<void>): void {
    turns += 1;
    const held = job.finally(() => {
      jobs.delete(held);
      onEnd();
    });
    jobs.add(held);
  }

  return {
    ready(cursor) {
      waiting.add(cursor);
      pump();
    },
    pump,
    hold,
    get empty() {
      return jobs.size === 0;
    },
    get turns() {
      return turns;
    },
    async finished() {
      await Promise.all(jobs);
    },
  };
}
