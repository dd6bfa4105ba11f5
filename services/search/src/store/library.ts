/** What a person kept: the posts that they favourited, bookmarked or boosted, the newest of each. */
import { KEPT } from '../config.ts';
import type { Db } from './db.ts';

/** @param open false: only posts that not everybody finds */
export async function keptBy(db: Db, accountId: number, open: boolean): Promise<number[]> {
  const lists = await Promise.all([
    marked(db, 'favourites', accountId, open),
    marked(db, 'bookmarks', accountId, open),
    boosted(db, accountId, open),
  ]);
  return [...new Set(lists.flat())];
}

async function marked(
  db: Db,
  table: 'favourites' | 'bookmarks',
  accountId: number,
  open: boolean,
): Promise<number[]> {
  let rows = db
    .selectFrom((from) =>
      from
        .selectFrom(table)
        .select('status_id')
        .where('account_id', '=', accountId)
        .orderBy('id', 'desc')
        .limit(KEPT)
        .as('kept'),
    )
    .innerJoin('statuses', 'statuses.id', 'kept.status_id')
    .select('statuses.id');
  if (!open) rows = rows.where('statuses.visibility', '<>', 'public');
  return (await rows.execute()).map((row) => row.id);
}

async function boosted(db: Db, accountId: number, open: boolean): Promise<number[]> {
  let rows = db
    .selectFrom((from) =>
      from
        .selectFrom('statuses')
        .select('reblog_of_id')
        .where('account_id', '=', accountId)
        .where('reblog_of_id', '>', 0)
        .orderBy('reblog_of_id', 'desc')
        .limit(KEPT)
        .as('kept'),
    )
    .innerJoin('statuses', 'statuses.id', 'kept.reblog_of_id')
    .select('statuses.id');
  if (!open) rows = rows.where('statuses.visibility', '<>', 'public');
  return (await rows.execute()).map((row) => row.id);
}
