/** Accounts with role, state and the time of their last post. */

import type { AccountsTable } from '@fanfare/contracts/tables';
import type { Signal } from '@fanfare/kernel';
import type { StatementValues } from '@fanfare/sql';
import { prepared } from '@fanfare/sql';
import type { CacheLookups } from '@fanfare/telemetry';
import type { AccountFacts, Mentioned } from '../domain/facts.ts';
import type { Db } from './db.ts';
import { inPieces } from './db.ts';
import { versioned } from './versioned.ts';

/** Rows kept; about a kilobyte each. */
const KEPT = 5000;

export function accountLoader(
  db: Db,
  forget: Signal,
  lookups?: CacheLookups,
): (ids: number[]) => Promise<Map<number, AccountFacts>> {
  const rows = versioned(KEPT, forget, (ids) => accountRows(db, ids), lookups);
  return async (ids) => {
    const states = await accountStates(db, ids);
    const found = await rows(states);
    return new Map(
      states.flatMap(({ id, role, state, last_status_at }) => {
        const row = found.get(id);
        return row === undefined ? [] : [[id, { ...row, role, state, last_status_at, kept: row }]];
      }),
    );
  };
}

/** What belongs to one version of an account. */
export function accountRows(db: Db, ids: readonly number[]): Promise<AccountsTable[]> {
  return inPieces(ids, (piece) => rowsById(db, { ids: piece }));
}

/** What changes without it. */
export function accountStates(db: Db, ids: readonly number[]) {
  return inPieces(ids, (piece) => statesById(db, { ids: piece }));
}

interface Ids extends StatementValues {
  ids: readonly number[];
}

const rowsById = prepared((db: Db, { ids }: Ids) =>
  db.selectFrom('accounts').selectAll().where('id', 'in', ids),
);

const statesById = prepared((db: Db, { ids }: Ids) =>
  db
    .selectFrom('accounts')
    .innerJoin('view_version', 'view_version.account_id', 'accounts.id')
    .select(['accounts.id', 'accounts.version', 'view_version.role', 'view_version.state'])
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
