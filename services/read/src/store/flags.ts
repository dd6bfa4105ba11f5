/** A viewer's own marks on posts: one statement per kind. */
import type { Db } from './db.ts';
import { inPieces } from './db.ts';

export interface FlagRows {
  favourited: { account_id: number; status_id: number }[];
  bookmarked: { account_id: number; status_id: number }[];
  reblogged: { account_id: number; status_id: number }[];
}

/** Marks of these viewers on these posts (not on boosts of them). */
export async function flagRows(
  db: Db,
  viewers: readonly number[],
  ids: readonly number[],
): Promise<FlagRows> {
  const load = (
    query: (some: readonly number[], posts: readonly number[]) => Promise<FlagRows['favourited']>,
  ) => inPieces(viewers, (some) => inPieces(ids, (posts) => query(some, posts)));
  const [favourited, bookmarked, reblogged] = await Promise.all([
    load((some, posts) => markRows(db, 'favourites', some, posts)),
    load((some, posts) => markRows(db, 'bookmarks', some, posts)),
    load((some, posts) => boostRows(db, some, posts)),
  ]);
  return { favourited, bookmarked, reblogged };
}

function markRows(
  db: Db,
  table: 'favourites' | 'bookmarks',
  viewers: readonly number[],
  ids: readonly number[],
) {
  return db
    .selectFrom(table)
    .select(['account_id', 'status_id'])
    .where('account_id', 'in', viewers)
    .where('status_id', 'in', ids)
    .execute();
}

async function boostRows(db: Db, viewers: readonly number[], ids: readonly number[]) {
  const rows = await db
    .selectFrom('statuses')
    .select(['account_id', 'reblog_of_id as status_id'])
    .where('account_id', 'in', viewers)
    .where('reblog_of_id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  return rows.flatMap(({ account_id, status_id }) => (status_id === null ? [] : { account_id, status_id }));
}
