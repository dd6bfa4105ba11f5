/** What the truth says of people, as far as search asks. */
import { FOLLOWED } from '../config.ts';
import type { Db } from './db.ts';
import { inPieces } from './db.ts';

/** Null: nobody is called so, or they are suspended. */
export async function accountIdByName(db: Db, username: string): Promise<number | null> {
  const row = await db
    .selectFrom('accounts')
    .innerJoin('view_version', 'view_version.account_id', 'accounts.id')
    .select('accounts.id')
    .where('accounts.username_key', '=', username.toLowerCase())
    .where('view_version.state', '=', 'active')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Those that are there and not suspended, in the same order. */
export async function activeAmong(db: Db, ids: readonly number[]): Promise<number[]> {
  const rows = await inPieces(ids, (piece) =>
    db
      .selectFrom('view_version')
      .select('account_id')
      .where('account_id', 'in', piece)
      .where('state', '=', 'active')
      .execute(),
  );
  const active = new Set(rows.map((row) => row.account_id));
  return ids.filter((id) => active.has(id));
}

/** Whom one follows, the newest first. */
export async function followedBy(db: Db, accountId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('follows')
    .select('followee_id')
    .where('follower_id', '=', accountId)
    .where('state', '=', 'active')
    .orderBy('id', 'desc')
    .limit(FOLLOWED)
    .execute();
  return rows.map((row) => row.followee_id);
}

export async function mutedBy(db: Db, accountId: number, now: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom('mutes')
    .select('muted_id')
    .where('muter_id', '=', accountId)
    .where('active', '=', 1)
    .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', now)]))
    .execute();
  return new Set(rows.map((row) => row.muted_id));
}
