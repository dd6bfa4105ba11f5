/** Deliveries as a whole: whom they may concern, and what is open. */
import type { CoreTables } from '@fanfare/contracts/tables';
import { idAt } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';

export async function* seenAccounts(db: Database<CoreTables>, batch: number): AsyncGenerator<number[]> {
  let after = 0;
  while (true) {
    const rows = await db.read
      .selectFrom('last_seen')
      .select('account_id')
      .where('account_id', '>', after)
      .orderBy('account_id')
      .limit(batch)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => row.account_id);
    after = last.account_id;
  }
}

/** Closes deliveries of statuses made before `before` (ms). */
export async function clearOpenFanout(db: Database<CoreTables>, before: number): Promise<void> {
  const rows = await db.read
    .selectFrom('fanout_open')
    .select('status_id')
    .where('status_id', '<', idAt(before))
    .execute();
  await db.unit(
    async (unit) => {
      for (const row of rows) unit.closeFanout(row.status_id);
    },
    { lane: 'bulk' },
  );
}

/** Accounts with a list, `count` at most, from the place `share` (0 to 1) of the way on. */
export async function latelySeen(
  db: Database<CoreTables>['read'],
  count: number,
  share: number,
): Promise<number[]> {
  const ends = await db
    .selectFrom('last_seen')
    .select((row) => [
      row.fn.min<number | null>('account_id').as('first'),
      row.fn.max<number | null>('account_id').as('last'),
    ])
    .executeTakeFirstOrThrow();
  if (ends.first === null || ends.last === null) return [];
  const from = Math.floor(ends.first + share * (ends.last - ends.first));
  const rows = await db
    .selectFrom('last_seen')
    .select('account_id')
    .where('account_id', '>=', from)
    .orderBy('account_id')
    .limit(count)
    .execute();
  return rows.map((row) => row.account_id);
}
