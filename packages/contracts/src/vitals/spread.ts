/** Counts of times by limits, as histograms have them: added up, and asked how long most took. */
import type { Spread } from '../services/vitals.ts';

const noSpread: Spread = { limits: [], counts: [0] };

/** Limits need not be the same: a version may have others than the one before it. */
export function addSpreads(spreads: readonly Spread[]): Spread {
  const counted = spreads.filter((spread) => sizeOf(spread) > 0);
  const [first, ...others] = counted;
  if (first === undefined) return noSpread;
  const limits = others.every((one) => sameLimits(one.limits, first.limits))
    ? first.limits
    : [...new Set(counted.flatMap((spread) => spread.limits))].sort((a, b) => a - b);
  const counts = new Array<number>(limits.length + 1).fill(0);
  for (const spread of counted) {
    // A day has tens of thousands of these.
    for (let place = 0; place < spread.counts.length; place++) {
      const at = placeOf(spread.limits[place], place, limits);
      counts[at] = (counts[at] ?? 0) + (spread.counts[place] ?? 0);
    }
  }
  return { limits, counts };
}

function sameLimits(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((limit, place) => limit === others[place]);
}

function placeOf(limit: number | undefined, place: number, limits: readonly number[]): number {
  if (limit === undefined) return limits.length;
  return limits[place] === limit ? place : limits.indexOf(limit);
}

export function sizeOf({ counts }: Spread): number {
  let size = 0;
  for (const count of counts) size += count;
  return size;
}

/**
 * How long the share of them took at most, in seconds, evenly spread between two limits as Prometheus takes it; what
 * took longer than the last limit counts as that. Null: there was none.
 */
export function quantile(spread: Spread, share: number): number | null {
  const size = sizeOf(spread);
  if (size === 0) return null;
  const rank = share * size;
  let below = 0;
  for (const [place, count] of spread.counts.entries()) {
    if (count > 0 && below + count >= rank) {
      const from = spread.limits[place - 1] ?? 0;
      const to = spread.limits[place] ?? from;
      return from + ((rank - below) / count) * (to - from);
    }
    below += count;
  }
  return spread.limits.at(-1) ?? null;
}

/** What came since. Of one process, whose limits stay the same. */
export function spreadSince(before: Spread, now: Spread): Spread {
  return {
    limits: now.limits,
    counts: now.counts.map((count, place) => Math.max(0, count - (before.counts[place] ?? 0))),
  };
}
