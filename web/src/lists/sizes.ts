/** What each item of a list measured, so that a list that is come back to is as long as it was. */
import type { CacheSnapshot } from 'virtua';
import { placeIn } from '../data/places.ts';

/** Inside of virtua's snapshot: heights in px by index, -1 where it was never measured; and what is usual. */
type Inside = [heights: number[], usual: number];

interface Kept {
  ids: readonly string[];
  inside: Inside;
}

const USUAL = 180;
const kept = new Map<string, Kept>();

export function keepSizes(name: string, ids: readonly string[], cache: CacheSnapshot): void {
  kept.set(name, { ids, inside: cache as unknown as Inside });
}

/** A snapshot for the list as it is now, which may have got longer or shorter. */
export function sizesFor(name: string, ids: readonly string[]): CacheSnapshot | undefined {
  const inside = insideFor(kept.get(name), placeIn(name)?.sizes, ids);
  return inside === undefined ? undefined : (inside as unknown as CacheSnapshot);
}

export function insideFor(
  before: Kept | undefined,
  stored: Readonly<Record<string, number>> | undefined,
  ids: readonly string[],
): Inside | undefined {
  if (before === undefined && stored === undefined) return undefined;
  const known = new Map<string, number>(Object.entries(stored ?? {}));
  before?.ids.forEach((id, index) => {
    const height = before.inside[0][index] ?? -1;
    if (height >= 0) known.set(id, height);
  });
  return [ids.map((id) => known.get(id) ?? -1), before?.inside[1] ?? middle([...known.values()])];
}

function middle(heights: number[]): number {
  const real = heights.filter((height) => height > 0).sort((a, b) => a - b);
  return real[Math.floor(real.length / 2)] ?? USUAL;
}
