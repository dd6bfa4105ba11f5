import { setImmediate } from 'node:timers/promises';

/**
 * For tests: makes the embedded log no kinder than a broker. Events that were handled come again, in the order of
 * their bucket, up to the present one; keys and buckets cross at random. The seed decides.
 */
export interface Chaos {
  /** An integer from 0 (inclusive) to `below` (exclusive). */
  pick(below: number): number;
  /** The list in another order. */
  shuffled<Item>(items: readonly Item[]): Item[];
  /** After which number of a bucket, if any, a redelivery begins that ends at `position`. */
  redeliverAfter(position: number): number | null;
  /** Lets others go first, sometimes. */
  dally(): Promise<void>;
}

export function chaosOf(seed: number): Chaos {
  const random = mulberry32(seed);
  const pick = (below: number) => Math.floor(random() * below);
  return {
    pick,
    shuffled(items) {
      const copy = [...items];
      for (let at = copy.length - 1; at > 0; at--) {
        const other = pick(at + 1);
        [copy[at], copy[other]] = [copy[other] as never, copy[at] as never];
      }
      return copy;
    },
    redeliverAfter(position) {
      if (position === 0 || random() > 0.2) return null;
      const kind = random();
      if (kind < 0.1) return 0;
      return Math.max(0, position - 1 - pick(kind < 0.5 ? 4 : 32));
    },
    async dally() {
      for (let turns = pick(4); turns > 0; turns--) await setImmediate();
    },
  };
}

/** A small, good generator of numbers from 0 to 1 that a 32-bit seed decides. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
