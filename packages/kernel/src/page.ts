/** A page of a list as a value: parsed once at the edge, turned into SQL and into Link in one place each. */
import { parseId } from './ids.ts';

export interface Page {
  /** Exclusive upper bound. */
  readonly maxId: number | null;
  /** Exclusive lower bound of the newest page. */
  readonly sinceId: number | null;
  /** Exclusive lower bound of the page right above it. */
  readonly minId: number | null;
  readonly limit: number;
}

export interface PageLimits {
  default: number;
  max: number;
}

/** Reads max_id, since_id, min_id and limit; whatever cannot be read counts as absent. */
export function parsePage(query: Record<string, unknown>, limits: PageLimits): Page {
  return {
    maxId: parseId(query.max_id),
    sinceId: parseId(query.since_id),
    minId: parseId(query.min_id),
    limit: parseLimit(query.limit, limits),
  };
}

export function parseLimit(value: unknown, limits: PageLimits): number {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^[0-9]{1,9}$/.test(text)) return limits.default;
  return Math.min(Math.max(Number(text), 1), limits.max);
}

/** One page of rows, newest first, and the cursors of its neighbours (null: there is none). */
export interface Paged<Item> {
  items: Item[];
  /** Cursor for `max_id` of the next (older) page; null on the last page. */
  next: number | null;
  /** Cursor for `min_id` or `since_id` of the previous (newer) page. */
  prev: number | null;
}

/**
 * Cuts rows that were read with limit + 1 in the page's order into a page, newest first.
 * With min_id rows come oldest first, so the extra row lies on the newer side and more may follow below.
 */
export function toPaged<Item>(rows: Item[], page: Page, cursor: (item: Item) => number): Paged<Item> {
  const more = rows.length > page.limit;
  const kept = more ? rows.slice(0, page.limit) : rows;
  const items = page.minId === null ? kept : kept.toReversed();
  const first = items[0];
  const last = items.at(-1);
  // Below a min_id page there is at least the row of the cursor itself, as far as we know.
  const older = last !== undefined && (page.minId !== null || more);
  return { items, next: older ? cursor(last) : null, prev: first === undefined ? null : cursor(first) };
}

/** An empty or reduced page keeps its cursors: `map` may drop items (null) without ending the list. */
export async function mapPaged<From, To>(
  paged: Paged<From>,
  map: (items: From[]) => Promise<(To | null)[]>,
): Promise<Paged<To>> {
  const mapped = await map(paged.items);
  return { ...paged, items: mapped.filter((item): item is Awaited<To> & To => item !== null) };
}

/** The Link header: absolute, `next` first, other query parameters kept. Undefined when there is nothing to link. */
export function linkHeader(
  url: URL,
  paged: Pick<Paged<unknown>, 'next' | 'prev'>,
  previous: 'min_id' | 'since_id' = 'min_id',
): string | undefined {
  if (paged.next === null && paged.prev === null) return undefined;
  const base = withoutCursors(url);
  const links: string[] = [];
  if (paged.next !== null) links.push(`<${base}max_id=${paged.next}>; rel="next"`);
  if (paged.prev !== null) links.push(`<${base}${previous}=${paged.prev}>; rel="prev"`);
  return links.join(', ');
}

/** The URL up to where a cursor is added. On texts: with URLSearchParams this was a tenth of a page's cost. */
function withoutCursors(url: URL): string {
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !/^(max_id|since_id|min_id)=/.test(pair));
  const query = kept.map((pair) => `${pair}&`).join('');
  return `${url.origin}${url.pathname}?${query.replaceAll('[', '%5B').replaceAll(']', '%5D')}`;
}
