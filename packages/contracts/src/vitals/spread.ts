/** Counts of times by limits, as histograms have them: added up, and asked how long most took. */
import type { Spread } from '../services/vitals.ts';

export const noSpread: Spread = { limits: [], counts: [0] };

/** Limits need not be the same: a version may have others than the one before it. */
export function addSpreads(spreads: readonly Spread[]): Spread {
  const counted = spreads.filter((spread) => sizeOf(spread) > 0);
  const limits = [...new Set(counted.flatMap((spread) => spread.limits))].sort((a, b) => a - b);
  const counts = new Array<number>(limits.length + 1).fill(0);
  for (const spread of counted) {
    for (const [place, count] of spread.counts.entries()) {
      const limit = spread.limits[place];
      const at = limit === undefined ? limits.length : limits.indexOf(limit);
      counts[at] = (counts[at] ?? 0) + count;
    }
  }
  return { limits, counts };
}

export function sizeOf({ counts }: Spread): number {
  return counts.reduce((sum, count) => sum + count, 0);
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
