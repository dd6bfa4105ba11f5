/**
 * Following: what a follow, an unfollow and the answer to a request do, each in one unit. Whoever changes a tie holds the
 * account that it belongs to, and a block holds both of its accounts: what was read stands until it was written.
 */
import type { CoreTables, FollowsTable } from '@fanfare/contracts/tables';
import { AppError } from '@fanfare/kernel';
import type { Unit } from '@fanfare/sql';
import { holdAccounts } from '@fanfare/sql';
import { blockedEitherWay, followBetween, saveFollow, targetAccount, waitingFor } from '../store/edges.ts';

type CoreUnit = Unit<CoreTables>;

export interface FollowOptions {
  reblogs?: boolean;
  notify?: boolean;
  languages?: string[];
}

/** Follows, asks to follow (a locked account), or changes the options of either. */
export async function follow(
  unit: CoreUnit,
  follower: number,
  followee: number,
  options: FollowOptions,
): Promise<void> {
  if (follower === followee) throw new AppError('forbidden', { text: 'You cannot follow yourself' });
  await holdAccounts(unit, follower);
  const target = await targetAccount(unit, followee);
  if (await blockedEitherWay(unit, follower, followee)) {
    throw new AppError('forbidden', {
      text: 'You cannot follow this account: one of you has blocked the other',
    });
  }
  const present = await followBetween(unit, follower, followee);
  const standing = present !== undefined && present.state !== 'removed';
  const state = standing ? present.state : target.locked ? 'requested' : 'active';
  const row: FollowsTable = {
    id: standing ? present.id : unit.id(),
    follower_id: follower,
    followee_id: followee,
    state,
    show_reblogs: flag(options.reblogs, standing ? present.show_reblogs : 1),
    notify: flag(options.notify, standing ? present.notify : 0),
    languages: languagesOf(options.languages, standing ? present.languages : null),
    version: (present?.version ?? 0) + 1,
    created_at: standing ? present.created_at : unit.now,
  };
  if (standing && sameOptions(present, row)) return;
  await saveFollow(unit, row);
  unit.raise(follower);
  if (standing) return;
  if (state === 'active') countFollow(unit, row, 1);
  unit.emit(state === 'active' ? 'follow.created' : 'follow.requested', followData(row));
}

/** Ends a follow or withdraws a request; nothing happens where there is neither. */
export async function unfollow(unit: CoreUnit, follower: number, followee: number): Promise<void> {
  await holdAccounts(unit, follower);
  await endFollow(unit, follower, followee);
}

/** The follower is held. */
export async function endFollow(unit: CoreUnit, follower: number, followee: number): Promise<void> {
  const present = await followBetween(unit, follower, followee);
  if (present === undefined || present.state === 'removed') return;
  const row: FollowsTable = { ...present, state: 'removed', version: present.version + 1 };
  await saveFollow(unit, row);
  unit.raise(follower);
  if (present.state === 'active') countFollow(unit, row, -1);
  unit.emit('follow.removed', followData(row));
}

/** @throws not_found when nobody waits */
export async function answerRequest(
  unit: CoreUnit,
  followee: number,
  follower: number,
  accept: boolean,
): Promise<void> {
  await holdAccounts(unit, follower);
  const present = await followBetween(unit, follower, followee);
  if (present?.state !== 'requested')
    throw new AppError('not_found', { text: 'There is no such follow request' });
  if (!accept) return endFollow(unit, follower, followee);
  await acceptRequest(unit, present);
}

async function acceptRequest(unit: CoreUnit, request: FollowsTable): Promise<void> {
  const row: FollowsTable = {
    ...request,
    id: unit.id(),
    state: 'active',
    version: request.version + 1,
    created_at: unit.now,
  };
  await saveFollow(unit, row);
  unit.raise(row.follower_id);
  countFollow(unit, row, 1);
  unit.emit('follow.created', followData(row));
}

/** Accepts all requests to an account that is not locked; does nothing for one that is. */
export async function acceptAllWaiting(unit: CoreUnit, followee: number): Promise<void> {
  const account = await unit.db
    .selectFrom('accounts')
    .select('locked')
    .where('id', '=', followee)
    .executeTakeFirst();
  if (account?.locked !== 0) return;
  const held = new Set((await waitingFor(unit, followee)).map((request) => request.follower_id));
  await holdAccounts(unit, ...held);
  for (const request of await waitingFor(unit, followee))
    if (held.has(request.follower_id)) await acceptRequest(unit, request);
}

function countFollow(unit: CoreUnit, row: FollowsTable, delta: 1 | -1): void {
  unit.count('account.followers', row.followee_id, delta);
  unit.count('account.following', row.follower_id, delta);
}

function followData(row: FollowsTable) {
  return {
    follow_id: row.id,
    follower_id: row.follower_id,
    followee_id: row.followee_id,
    version: row.version,
  };
}

function flag(asked: boolean | undefined, present: number): number {
  return asked === undefined ? present : Number(asked);
}

function languagesOf(asked: string[] | undefined, present: string | null): string | null {
  if (asked === undefined) return present;
  return asked.length === 0 ? null : JSON.stringify(asked);
}

function sameOptions(one: FollowsTable, other: FollowsTable): boolean {
  return (
    one.show_reblogs === other.show_reblogs &&
    one.notify === other.notify &&
    one.languages === other.languages
  );
}
