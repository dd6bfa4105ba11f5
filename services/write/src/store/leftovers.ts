/** Deleted posts of which something is left. */
import type { Db } from './db.ts';

/** Walks through all boosts, favourites and bookmarks: only for a rebuild. */
export async function deletedWithLeftovers(db: Db, limit: number): Promise<number[]> {
  const boosted = await db
    .selectFrom('statuses as boost')
    .innerJoin('statuses as post', 'post.id', 'boost.reblog_of_id')
    .select('post.id')
    .where('post.deleted_at', 'is not', null)
    .where('boost.deleted_at', 'is', null)
    .limit(limit)
    .execute();
  const rows = [...boosted];
  for (const table of ['favourites', 'bookmarks'] as const) {
    const marked = await db
      .selectFrom(table)
      .innerJoin('statuses as post', 'post.id', `${table}.status_id`)
      .select('post.id')
      .where('post.deleted_at', 'is not', null)
      .limit(limit)
      .execute();
    rows.push(...marked);
  }
  return [...new Set(rows.map((row) => row.id))];
}
