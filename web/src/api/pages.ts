/** Lists of the API, a page at a time. */

export interface Page<T> {
  items: T[];
  /** The `max_id` of the next page; null at the end. */
  next: string | null;
}

interface RawPages<T> {
  values(): AsyncIterable<{ data: T[]; headers: Headers }>;
}

/**
 * The first page of one of masto's lists, called with `$raw` so that the Link header can be read:
 * favourites, followers and the like are paged by records of the server's own, not by the ids of their items.
 */
export async function pageOf<T>(pages: RawPages<T>): Promise<Page<T>> {
  for await (const { data, headers } of pages.values()) return { items: data, next: nextIn(headers) };
  return { items: [], next: null };
}

export function nextIn(headers: Headers): string | null {
  const link = /<([^>]*)>;\s*rel="next"/.exec(headers.get('link') ?? '')?.[1];
  return link === undefined ? null : new URL(link).searchParams.get('max_id');
}
