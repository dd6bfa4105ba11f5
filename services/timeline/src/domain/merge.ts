/** Ranges and unions of candidate ids. */
import type { HomeInput } from '@fanfare/contracts';

/** Exclusive bounds and a direction; `oldest` first is the page right above min_id. */
export interface Range {
  below: number | null;
  above: number | null;
  limit: number;
  order: 'newest' | 'oldest';
}

export function rangeOf(input: HomeInput): Range {
  const { max_id: below, since_id: since, min_id: min, limit } = input;
  const above = min === null ? since : Math.max(min, since ?? 0);
  return { below, above, limit, order: min === null ? 'newest' : 'oldest' };
}

export function within(id: number, range: Pick<Range, 'below' | 'above'>): boolean {
  return (range.below === null || id < range.below) && (range.above === null || id > range.above);
}

/** The first `limit` ids of several sources in the range's order, each id once. */
export function union(sources: readonly (readonly number[])[], range: Range): number[] {
  const ids = [...new Set(sources.flat())].filter((id) => within(id, range));
  ids.sort(range.order === 'newest' ? (a, b) => b - a : (a, b) => a - b);
  return ids.slice(0, range.limit);
}
