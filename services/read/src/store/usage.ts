/** How much this server is used. Counts whole tables: for the replica, and seldom. */
import type { Db } from './db.ts';

export interface Usage {
  accounts: number;
  statuses: number;
  activeMonth: number;
  activeHalfYear: number;
}

const DAY = 24 * 60 * 60_000;

export async function countUsage(db: Db, now: number): Promise<Usage> {
  const [accounts, statuses, activeMonth, activeHalfYear] = await Promise.all([
    db
      .selectFrom('view_version')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('state', '=', 'active')
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('statuses')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('deleted_at', 'is', null)
      .where('reblog_of_id', 'is', null)
      .where('visibility', 'in', ['public', 'unlisted', 'private'])
      .executeTakeFirstOrThrow(),
    seenSince(db, now - 30 * DAY),
    seenSince(db, now - 180 * DAY),
  ]);
  return {
    accounts: Number(accounts.count),
    statuses: Number(statuses.count),
    activeMonth,
    activeHalfYear,
  };
}

async function seenSince(db: Db, time: number): Promise<number> {
  const row = await db
    .selectFrom('last_seen')
    .select((seen) => seen.fn.countAll<number>().as('count'))
    .where('seen_at', '>', time)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
