/** What decides which frames reach a person, loaded whole. */
import type { Audience, RoleName } from '@fanfare/contracts';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database } from '@fanfare/sql';
import { viewStates } from '@fanfare/sql';

type Db = Database<CoreTables>['read'];

/** The version is read first: a change after it makes the audience stale, never wrong and current. */
export async function loadAudiences(db: Db, accountIds: readonly number[], now: number): Promise<Audience[]> {
  const audiences: Audience[] = [];
  for (const state of await viewStates(db, accountIds)) audiences.push(await loadAudience(db, state, now));
  return audiences;
}

async function loadAudience(
  db: Db,
  state: { account_id: number; version: number },
  now: number,
): Promise<Audience> {
  const me = state.account_id;
  const follows = await db
    .selectFrom('follows')
    .select(['followee_id', 'show_reblogs'])
    .where('follower_id', '=', me)
    .where('state', '=', 'active')
    .execute();
  const mine = await db
    .selectFrom('blocks')
    .select('blocked_id as id')
    .where('blocker_id', '=', me)
    .where('active', '=', 1)
    .execute();
  const theirs = await db
    .selectFrom('blocks')
    .select('blocker_id as id')
    .where('blocked_id', '=', me)
    .where('active', '=', 1)
    .execute();
  const mutes = await db
    .selectFrom('mutes')
    .select(['muted_id', 'expires_at'])
    .where('muter_id', '=', me)
    .where('active', '=', 1)
    .execute();
  const standing = mutes.filter((row) => row.expires_at === null || row.expires_at > now);
  const ends = standing.flatMap((row) => row.expires_at ?? []);
  return {
    account_id: me,
    version: state.version,
    valid_until: ends.length === 0 ? null : Math.min(...ends),
    follows: follows.map((row) => row.followee_id),
    no_reblogs: follows.filter((row) => row.show_reblogs === 0).map((row) => row.followee_id),
    blocked: [...new Set([...mine, ...theirs].map((row) => row.id))],
    muted: standing.map((row) => row.muted_id),
  };
}

export async function accountsWithRole(db: Db, roles: readonly RoleName[]): Promise<number[]> {
  if (roles.length === 0) return [];
  const rows = await db
    .selectFrom('view_version')
    .select('account_id')
    .where('role', 'in', roles)
    .orderBy('account_id')
    .execute();
  return rows.map((row) => row.account_id);
}

export async function notifiedFollowers(db: Db, accountId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('follows')
    .select('follower_id')
    .where('followee_id', '=', accountId)
    .where('state', '=', 'active')
    .where('notify', '=', 1)
    .execute();
  return rows.map((row) => row.follower_id);
}
