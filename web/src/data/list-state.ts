/**
 * What an endless list of posts is, and everything that can happen to it: pure, so that the rules can be read and tested.
 * Places in the list are kept: what is taken out leaves an empty row behind, so that what one reads does not move.
 */
import type { Page } from '../api/pages.ts';

export interface ListState {
  /** From the top of what is shown. */
  ids: readonly string[];
  /** The `max_id` of the next page; null at the end. */
  next: string | null;
  /** Newer than what is shown, newest first: shown when somebody asks for it. */
  waiting: readonly string[];
  /** Between what waits and what is shown there is more: showing what waits begins the list anew, from there on. */
  gap: { next: string | null } | null;
  /** Of `ids`: shown no more, though the posts exist. */
  removed: ReadonlySet<string>;
}

export type IdPage = Omit<Page<string>, 'items'> & { ids: string[] };

/** More than these are not kept waiting: one sees the newest of them, and the others below. */
const MOST_WAITING = 60;
const KEPT_WAITING = 40;
/** A boost of what stands this near to the top says nothing new. */
const NEAR_TOP = 40;

export function listOf({ ids, next }: IdPage): ListState {
  return { ids: unique(ids), next, waiting: [], gap: null, removed: new Set() };
}

export function withOlder(list: ListState, { ids, next }: IdPage): ListState {
  return { ...list, ids: unique([...list.ids, ...ids]), next };
}

/** Posts arrived, newest first: they wait. */
export function withArrived(list: ListState, ids: readonly string[]): ListState {
  const fresh = ids.filter((id) => !list.ids.includes(id) && !list.waiting.includes(id));
  if (fresh.length === 0) return list;
  const waiting = [...fresh, ...list.waiting];
  if (waiting.length <= MOST_WAITING) return { ...list, waiting };
  const kept = waiting.slice(0, KEPT_WAITING);
  return { ...list, waiting: kept, gap: { next: kept.at(-1) ?? null } };
}

/**
 * The newest page, asked for after something may have been missed.
 * @param isWhole whether nothing newer than what was known is missing from it
 */
export function withNewest(list: ListState, { ids, next }: IdPage, isWhole: boolean): ListState {
  if (list.ids.length === 0) return listOf({ ids, next: list.next ?? next });
  const known = new Set([...list.ids, ...list.waiting]);
  if (isWhole || next === null || ids.some((id) => known.has(id))) {
    return withArrived(
      list,
      ids.filter((id) => !known.has(id)),
    );
  }
  return { ...list, waiting: ids, gap: { next } };
}

/** What waits is shown, on top. */
export function withWaitingShown(list: ListState): ListState {
  if (list.waiting.length === 0) return list;
  if (list.gap !== null) return listOf({ ids: [...list.waiting], next: list.gap.next });
  return { ...list, ids: unique([...list.waiting, ...list.ids]), waiting: [] };
}

/** One's own go on top at once; what was taken out comes back where it was. */
export function withOnTop(list: ListState, ids: readonly string[]): ListState {
  const removed = new Set(list.removed);
  for (const id of ids) removed.delete(id);
  return {
    ...list,
    removed,
    ids: unique([...ids.filter((id) => !list.ids.includes(id)), ...list.ids]),
    waiting: list.waiting.filter((id) => !ids.includes(id)),
  };
}

export function without(list: ListState, ids: readonly string[]): ListState {
  return {
    ...list,
    removed: new Set([...list.removed, ...ids]),
    waiting: list.waiting.filter((id) => !ids.includes(id)),
  };
}

export function withReplaced(list: ListState, before: string, after: string): ListState {
  const replaced = (id: string) => (id === before ? after : id);
  return { ...list, ids: unique(list.ids.map(replaced)), waiting: unique(list.waiting.map(replaced)) };
}

/** Known ids that the newest page should have and has not: deleted meanwhile, or not to be seen any more. */
export function missingFrom({ ids }: IdPage, list: ListState): string[] {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return [];
  return list.ids.filter(
    (id) =>
      compareIds(id, first) < 0 && compareIds(id, last) > 0 && !ids.includes(id) && !list.removed.has(id),
  );
}

/** Ids near the top, among which a boost looks for what it boosts. */
export function nearTop(list: ListState): string[] {
  return [...list.waiting, ...list.ids].slice(0, NEAR_TOP);
}

/** < 0: a is older than b. Ids are decimal numbers too large for a number of JavaScript in other places than Fanfare. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** The `max_id` whose page begins with this very post. */
export function justAbove(id: string): string {
  return /^\d+$/.test(id) ? String(BigInt(id) + 1n) : id;
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
