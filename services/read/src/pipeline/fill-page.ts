/** Reads candidates until a page is full of what its reader may see, or there are no more. */
import type { Page, Paged } from '@fanfare/kernel';
import { toPaged } from '@fanfare/kernel';

/** Candidates in the page's order: newest first, or with min_id oldest first. */
export interface Candidates<Row> {
  rows: Row[];
  /** More may follow beyond the last one. */
  more: boolean;
}

export interface Source<Row, Kept> {
  /** Reads at least `page.limit` candidates if there are as many. */
  read(page: Page): Promise<Candidates<Row>>;
  /** Same order; null: not for this reader. */
  keep(rows: Row[]): Promise<(Kept | null)[]>;
  cursor(row: Row): number;
}

const LARGEST_READ = 320;

export async function fillPage<Row, Kept>(page: Page, source: Source<Row, Kept>): Promise<Paged<Kept>> {
  const found: { kept: Kept; cursor: number }[] = [];
  // One more than asked, to know whether another page follows.
  let at: Page = { ...page, limit: page.limit + 1 };
  while (found.length <= page.limit) {
    const { rows, more } = await source.read(at);
    const kept = await source.keep(rows);
    for (const [index, row] of rows.entries()) {
      const one = kept[index] ?? null;
      if (one !== null) found.push({ kept: one, cursor: source.cursor(row) });
    }
    const last = rows.at(-1);
    if (!more || last === undefined) break;
    at = beyond(at, source.cursor(last));
  }
  const paged = toPaged(found.slice(0, page.limit + 1), page, (one) => one.cursor);
  return { ...paged, items: paged.items.map((one) => one.kept) };
}

/** The next stretch, larger than the one before: whoever sees little waits for few reads. */
function beyond(page: Page, cursor: number): Page {
  const limit = Math.min(page.limit * 2, LARGEST_READ);
  return page.minId === null ? { ...page, maxId: cursor, limit } : { ...page, minId: cursor, limit };
}
