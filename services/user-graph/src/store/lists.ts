/** Pages of edges, newest first by the edge's own id. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Page, Paged } from '@fanfare/kernel';
import { toPaged } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import { keyset } from '@fanfare/sql';

type Db = Database<CoreTables>['read'];

export interface Edge {
  id: number;
  account_id: number;
}

export async function followersPage(
  db: Db,
  accountId: number,
  state: 'active' | 'requested',
  page: Page,
): Promise<Paged<Edge>> {
  const query = db
    .selectFrom('follows')
    .innerJoin('view_version', 'view_version.account_id', 'follows.follower_id')
    .select(['follows.id', 'follows.follower_id as account_id'])
    .where('follows.followee_id', '=', accountId)
    .where('follows.state', '=', state)
    .where('view_version.state', '=', 'active');
  return toPaged(await keyset(query, 'follows.id', page).execute(), page, (row) => row.id);
}

export async function followingPage(db: Db, accountId: number, page: Page): Promise<Paged<Edge>> {
  const query = db
    .selectFrom('follows')
    .innerJoin('view_version', 'view_version.account_id', 'follows.followee_id')
    .select(['follows.id', 'follows.followee_id as account_id'])
    .where('follows.follower_id', '=', accountId)
    .where('follows.state', '=', 'active')
    .where('view_version.state', '=', 'active');
  return toPaged(await keyset(query, 'follows.id', page).execute(), page, (row) => row.id);
}

export async function blocksPage(db: Db, accountId: number, page: Page): Promise<Paged<Edge>> {
  const query = db
    .selectFrom('blocks')
    .select(['blocks.id', 'blocks.blocked_id as account_id'])
    .where('blocker_id', '=', accountId)
    .where('active', '=', 1);
  return toPaged(await keyset(query, 'blocks.id', page).execute(), page, (row) => row.id);
}

export interface MuteEdge extends Edge {
  expires_at: number | null;
}

/** Mutes that have run out count as none. */
export async function mutesPage(
  db: Db,
  accountId: number,
  now: number,
  page: Page,
): Promise<Paged<MuteEdge>> {
  const query = db
    .selectFrom('mutes')
    .select(['mutes.id', 'mutes.muted_id as account_id', 'mutes.expires_at'])
    .where('muter_id', '=', accountId)
    .where('active', '=', 1)
    .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', now)]));
  return toPaged(await keyset(query, 'mutes.id', page).execute(), page, (row) => row.id);
}

/** Whether this person hides who they follow and who follows them. @throws nothing; null: no such account */
export async function collectionsHidden(
  db: Db,
  accountId: number,
): Promise<{ hidden: boolean; suspended: boolean } | null> {
  const row = await db
    .selectFrom('accounts')
    .innerJoin('view_version', 'view_version.account_id', 'accounts.id')
    .select(['accounts.hide_collections', 'view_version.state'])
    .where('accounts.id', '=', accountId)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { hidden: row.hide_collections === 1, suspended: row.state === 'suspended' };
}

export async function hasBlocked(db: Db, blocker: number, blocked: number): Promise<boolean> {
  const row = await db
    .selectFrom('blocks')
    .select('id')
    .where('blocker_id', '=', blocker)
    .where('blocked_id', '=', blocked)
    .where('active', '=', 1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Accounts that are not locked and yet have people waiting. */
export async function unlockedWithRequests(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('follows')
    .innerJoin('accounts', 'accounts.id', 'follows.followee_id')
    .select('accounts.id')
    .distinct()
    .where('follows.state', '=', 'requested')
    .where('accounts.locked', '=', 0)
    .execute();
  return rows.map((row) => row.id);
}
