/** Who boosted what, so that they hear of an edit. */
import { insertIgnore, upsert } from '@fanfare/sql';
import type { NotificationUnit, Read } from './db.ts';

export interface Boost {
  boost_id: number;
  status_id: number;
  account_id: number;
}

export async function noteBoost(unit: NotificationUnit, boost: Boost): Promise<void> {
  await insertIgnore(unit.db, 'boosts', { ...boost, gone: 0 });
}

export async function noteUnboost(unit: NotificationUnit, boost: Boost): Promise<void> {
  await upsert(unit.db, 'boosts', { keys: ['boost_id'], row: { ...boost, gone: 1 }, update: ['gone'] });
}

/** Accounts whose boost of this post stands, each once. */
export async function boosters(db: Read, statusId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('boosts')
    .select('account_id')
    .distinct()
    .where('status_id', '=', statusId)
    .where('gone', '=', 0)
    .execute();
  return rows.map((row) => row.account_id);
}
