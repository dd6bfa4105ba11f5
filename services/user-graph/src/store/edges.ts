/** Reads and writes of single edges, inside a unit. */
import type { BlocksTable, CoreTables, FollowsTable, MutesTable } from '@fanfare/contracts/tables';
import { AppError } from '@fanfare/kernel';
import type { Unit } from '@fanfare/sql';
import { upsert } from '@fanfare/sql';

type CoreUnit = Unit<CoreTables>;

export interface Target {
  id: number;
  locked: boolean;
}

/** @throws not_found for an account that does not exist or is suspended */
export async function targetAccount(unit: CoreUnit, id: number): Promise<Target> {
  const row = await unit.db
    .selectFrom('accounts')
    .innerJoin('view_version', 'view_version.account_id', 'accounts.id')
    .select(['accounts.id', 'accounts.locked'])
    .where('accounts.id', '=', id)
    .where('view_version.state', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not_found');
  return { id: row.id, locked: row.locked === 1 };
}

export function followBetween(
  unit: CoreUnit,
  follower: number,
  followee: number,
): Promise<FollowsTable | undefined> {
  return unit.db
    .selectFrom('follows')
    .selectAll()
    .where('follower_id', '=', follower)
    .where('followee_id', '=', followee)
    .executeTakeFirst();
}

/** The requests that an account has not answered. */
export function waitingFor(unit: CoreUnit, followee: number): Promise<FollowsTable[]> {
  return unit.db
    .selectFrom('follows')
    .selectAll()
    .where('followee_id', '=', followee)
    .where('state', '=', 'requested')
    .execute();
}

export async function saveFollow(unit: CoreUnit, row: FollowsTable): Promise<void> {
  await upsert(unit.db, 'follows', {
    keys: ['follower_id', 'followee_id'],
    row,
    update: ['id', 'state', 'show_reblogs', 'notify', 'languages', 'version', 'created_at'],
  });
}

export function blockBetween(
  unit: CoreUnit,
  blocker: number,
  blocked: number,
): Promise<BlocksTable | undefined> {
  return unit.db
    .selectFrom('blocks')
    .selectAll()
    .where('blocker_id', '=', blocker)
    .where('blocked_id', '=', blocked)
    .executeTakeFirst();
}

export async function saveBlock(unit: CoreUnit, row: BlocksTable): Promise<void> {
  await upsert(unit.db, 'blocks', {
    keys: ['blocker_id', 'blocked_id'],
    row,
    update: ['id', 'active', 'version', 'created_at'],
  });
}

export function muteBetween(unit: CoreUnit, muter: number, muted: number): Promise<MutesTable | undefined> {
  return unit.db
    .selectFrom('mutes')
    .selectAll()
    .where('muter_id', '=', muter)
    .where('muted_id', '=', muted)
    .executeTakeFirst();
}

export async function saveMute(unit: CoreUnit, row: MutesTable): Promise<void> {
  await upsert(unit.db, 'mutes', {
    keys: ['muter_id', 'muted_id'],
    row,
    update: ['id', 'active', 'hide_notifications', 'expires_at', 'version', 'created_at'],
  });
}

/** Whether either has blocked the other. */
export async function blockedEitherWay(unit: CoreUnit, one: number, other: number): Promise<boolean> {
  const rows = await unit.db
    .selectFrom('blocks')
    .select('id')
    .where('active', '=', 1)
    .where((row) =>
      row.or([
        row.and([row('blocker_id', '=', one), row('blocked_id', '=', other)]),
        row.and([row('blocker_id', '=', other), row('blocked_id', '=', one)]),
      ]),
    )
    .execute();
  return rows.length > 0;
}
