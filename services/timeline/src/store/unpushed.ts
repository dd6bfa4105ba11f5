/** What may not be in the lists yet (being delivered) or never is (authors above the push limit). */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database } from '@fanfare/sql';
import { prepared } from '@fanfare/sql';
import type { Range } from '../domain/merge.ts';

type Db = Database<CoreTables>['read'];

export interface Unpushed {
  /** Statuses in delivery by the person or by someone followed. */
  open: number[];
  /** Authors (followed, or oneself) whose posts are pulled, with the newest of them. */
  pulled: { account_id: number; last_status_id: number }[];
}

/** One statement on the primary, read before the list: a status leaves `fanout_open` only after it is in the lists. */
export async function unpushed(db: Db, accountId: number): Promise<Unpushed> {
  const rows = await unpushedRows(db, { account: accountId });
  return {
    open: rows.filter((row) => row.pulled === 0).map((row) => row.status_id),
    pulled: rows
      .filter((row) => row.pulled === 1)
      .map((row) => ({ account_id: row.account_id, last_status_id: row.status_id })),
  };
}

const unpushedRows = prepared((db: Db, { account }: { account: number }) => {
  const followed = db
    .selectFrom('follows')
    .select('followee_id')
    .where('follower_id', '=', account)
    .where('state', '=', 'active');
  return db
    .selectFrom('fanout_open')
    .select(['account_id', 'status_id'])
    .select((row) => row.lit(0).$castTo<number>().as('pulled'))
    .where((row) => row.or([row('account_id', '=', account), row('account_id', 'in', followed)]))
    .unionAll(
      db
        .selectFrom('pulled_authors')
        .select(['account_id', 'last_status_id as status_id'])
        .select((row) => row.lit(1).$castTo<number>().as('pulled'))
        .where((row) => row.or([row('account_id', '=', account), row('account_id', 'in', followed)])),
    );
});

/** Pulled posts of these authors in the range. */
export async function pulledIds(db: Db, authors: readonly number[], range: Range): Promise<number[]> {
  if (authors.length === 0) return [];
  let query = db
    .selectFrom('statuses')
    .select('id')
    .where('pulled', '=', 1)
    .where('account_id', 'in', [...authors])
    .where('deleted_at', 'is', null)
    .orderBy('id', range.order === 'newest' ? 'desc' : 'asc')
    .limit(range.limit);
  if (range.below !== null) query = query.where('id', '<', range.below);
  if (range.above !== null) query = query.where('id', '>', range.above);
  return (await query.execute()).map((row) => row.id);
}
