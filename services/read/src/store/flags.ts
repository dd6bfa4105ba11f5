/** A viewer's own marks on posts: one statement per kind. */
import type { StatementValues } from '@fanfare/sql';
import { prepared } from '@fanfare/sql';
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
  const load = (query: (asked: Pairs) => Promise<FlagRows['favourited']>) =>
    inPieces(viewers, (some) => inPieces(ids, (posts) => query({ viewers: some, posts })));
  const [favourited, bookmarked, reblogged] = await Promise.all([
    load((asked) => favouriteRows(db, asked)),
    load((asked) => bookmarkRows(db, asked)),
    load((asked) => boostRows(db, asked)),
  ]);
  return { favourited, bookmarked, reblogged };
}

interface Pairs extends StatementValues {
  viewers: readonly number[];
  posts: readonly number[];
}

const marksIn = (table: 'favourites' | 'bookmarks') =>
  prepared((db: Db, { viewers, posts }: Pairs) =>
    db
      .selectFrom(table)
      .select(['account_id', 'status_id'])
      .where('account_id', 'in', viewers)
      .where('status_id', 'in', posts),
  );
const favouriteRows = marksIn('favourites');
const bookmarkRows = marksIn('bookmarks');

const boostsOf = prepared((db: Db, { viewers, posts }: Pairs) =>
  db
    .selectFrom('statuses')
    .select(['account_id', 'reblog_of_id as status_id'])
    .where('account_id', 'in', viewers)
    .where('reblog_of_id', 'in', posts)
    .where('deleted_at', 'is', null),
);

async function boostRows(db: Db, asked: Pairs) {
  const rows = await boostsOf(db, asked);
  return rows.flatMap(({ account_id, status_id }) => (status_id === null ? [] : { account_id, status_id }));
}
