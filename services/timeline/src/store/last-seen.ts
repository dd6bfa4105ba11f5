/** When people last read home: only those seen lately are delivered to. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database } from '@fanfare/sql';
import { prepared, upsert } from '@fanfare/sql';
import { SEEN_EVERY } from '../config.ts';

/** Records that this person reads home now, at most hourly. True: it was written, so the list's expiry moves. */
export async function recordSeen(db: Database<CoreTables>, accountId: number, now: number): Promise<boolean> {
  const [row] = await seenAt(db.read, { account: accountId });
  if (row !== undefined && now - row.seen_at < SEEN_EVERY) return false;
  await db.unit((unit) =>
    upsert(unit.db, 'last_seen', {
      keys: ['account_id'],
      row: { account_id: accountId, seen_at: unit.now },
      update: ['seen_at'],
    }),
  );
  return true;
}

const seenAt = prepared((db: Database<CoreTables>['read'], { account }: { account: number }) =>
  db.selectFrom('last_seen').select('seen_at').where('account_id', '=', account),
);
