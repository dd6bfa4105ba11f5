/** Accounts with role, state and the day of their last post, in one statement. */

import { prepared } from '@fanfare/sql';
import type { AccountFacts, Mentioned } from '../domain/facts.ts';
import type { Db } from './db.ts';
import { inPieces } from './db.ts';

export async function accountFacts(db: Db, ids: number[]): Promise<Map<number, AccountFacts>> {
  const rows = await inPieces(ids, (piece) => accountQuery(db, { ids: piece }));
  return new Map(rows.map((row) => [row.id, row]));
}

const accountQuery = prepared((db: Db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('accounts')
    .innerJoin('view_version', 'view_version.account_id', 'accounts.id')
    .selectAll('accounts')
    .select(['view_version.role', 'view_version.state'])
    .select((row) =>
      row
        .selectFrom('statuses')
        .select('statuses.created_at')
        .whereRef('statuses.account_id', '=', 'accounts.id')
        .where('statuses.deleted_at', 'is', null)
        .where('statuses.visibility', '!=', 'direct')
        .orderBy('statuses.id', 'desc')
        .limit(1)
        .as('last_status_at'),
    )
    .where('accounts.id', 'in', ids),
);

/** @param username in any case */
export async function accountIdByName(db: Db, username: string): Promise<number | null> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where('username_key', '=', username.toLowerCase())
    .executeTakeFirst();
  return row?.id ?? null;
}

export function accountsByNames(db: Db, usernames: readonly string[]): Promise<Mentioned[]> {
  if (usernames.length === 0) return Promise.resolve([]);
  const keys = [...new Set(usernames.map((name) => name.toLowerCase()))];
  return db.selectFrom('accounts').select(['id', 'username']).where('username_key', 'in', keys).execute();
}

/** Follow requests that wait for this account's answer. */
export async function countFollowRequests(db: Db, accountId: number): Promise<number> {
  const row = await db
    .selectFrom('follows')
    .select((of) => of.fn.countAll<number>().as('waiting'))
    .where('followee_id', '=', accountId)
    .where('state', '=', 'requested')
    .executeTakeFirstOrThrow();
  return Number(row.waiting);
}
