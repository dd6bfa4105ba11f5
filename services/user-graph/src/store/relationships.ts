/** Everything that stands between one person and several accounts, in three statements. */
import type { BlocksTable, CoreTables, FollowsTable, MutesTable } from '@fanfare/contracts/tables';
import type { Database } from '@fanfare/sql';

export interface Edges {
  follows: FollowsTable[];
  blocks: BlocksTable[];
  mutes: MutesTable[];
}

export async function edgesBetween(
  db: Database<CoreTables>['read'],
  me: number,
  others: readonly number[],
): Promise<Edges> {
  if (others.length === 0) return { follows: [], blocks: [], mutes: [] };
  const ids = [...others];
  const follows = db
    .selectFrom('follows')
    .selectAll()
    .where('state', '!=', 'removed')
    .where('follower_id', '=', me)
    .where('followee_id', 'in', ids)
    .union(
      db
        .selectFrom('follows')
        .selectAll()
        .where('state', '!=', 'removed')
        .where('followee_id', '=', me)
        .where('follower_id', 'in', ids),
    )
    .execute();
  const blocks = db
    .selectFrom('blocks')
    .selectAll()
    .where('active', '=', 1)
    .where('blocker_id', '=', me)
    .where('blocked_id', 'in', ids)
    .union(
      db
        .selectFrom('blocks')
        .selectAll()
        .where('active', '=', 1)
        .where('blocked_id', '=', me)
        .where('blocker_id', 'in', ids),
    )
    .execute();
  const mutes = db
    .selectFrom('mutes')
    .selectAll()
    .where('active', '=', 1)
    .where('muter_id', '=', me)
    .where('muted_id', 'in', ids)
    .execute();
  return { follows: await follows, blocks: await blocks, mutes: await mutes };
}

/** Which of these accounts exist and are not suspended, in the order asked. */
export async function knownAccounts(
  db: Database<CoreTables>['read'],
  ids: readonly number[],
  withSuspended: boolean,
): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('view_version')
    .select(['account_id', 'state'])
    .where('account_id', 'in', [...ids])
    .execute();
  const known = new Set(
    rows.filter((row) => withSuspended || row.state === 'active').map((row) => row.account_id),
  );
  return [...new Set(ids)].filter((id) => known.has(id));
}
