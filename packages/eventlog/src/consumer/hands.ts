/** What a group works on at the moment: so many items (buckets, partitions) side by side, each by one hand. */

/** Items worked on at the same time, if nothing else is said. */
const PARALLEL = 8;

export interface Hands<Item> {
  /** The item may have something to do. */
  ready(item: Item): void;
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

export interface HandsNeeds<Item> {
  work(item: Item): Promise<void>;
  /** True: it has something to do, and nobody works on it. */
  due(item: Item): boolean;
  /** False: nothing new may begin. */
  open(): boolean;
  /** For tests: which of the waiting comes next. */
  pick?: ((count: number) => number) | undefined;
  /** Items worked on at the same time, if not the usual number. */
  parallel?: number;
  onEnd(): void;
}

export function handsOf<Item>({
  work,
  due,
  open,
  pick,
  parallel = PARALLEL,
  onEnd,
}: HandsNeeds<Item>): Hands<Item> {
  const waiting = new Set<Item>();
  const jobs = new Set<Promise<void>>();
  let turns = 0;

  function pump(): void {
    while (jobs.size < parallel && open()) {
      const item = next();
      if (item === undefined) return;
      waiting.delete(item);
      if (due(item)) hold(work(item));
    }
  }

  function next(): Item | undefined {
    if (pick === undefined) return waiting.values().next().value;
    return [...waiting][pick(waiting.size)];
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
    ready(item) {
      waiting.add(item);
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
