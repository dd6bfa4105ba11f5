/** Favourites and bookmarks: one row per person and post. */
import { insertIgnore } from '@fanfare/sql';
import type { CoreUnit, Db } from './db.ts';

export type MarkTable = 'favourites' | 'bookmarks';

/** The id of the new mark; null: it was there already. */
export async function insertMark(
  unit: CoreUnit,
  table: MarkTable,
  accountId: number,
  statusId: number,
): Promise<number | null> {
  const id = unit.id<'mark'>();
  const inserted = await insertIgnore(unit.db, table, { id, account_id: accountId, status_id: statusId });
  return inserted ? id : null;
}

/** The id that the mark had; null: there was none, or somebody else has just removed it. */
export async function deleteMark(
  db: Db,
  table: MarkTable,
  accountId: number,
  statusId: number,
): Promise<number | null> {
  const mark = await db
    .selectFrom(table)
    .select('id')
    .where('account_id', '=', accountId)
    .where('status_id', '=', statusId)
    .executeTakeFirst();
  if (mark === undefined) return null;
  const deleted = await db.deleteFrom(table).where('id', '=', mark.id).executeTakeFirst();
  return deleted.numDeletedRows > 0n ? mark.id : null;
}

/** Marks of a deleted status. True: there may be more. */
export async function deleteMarksOf(
  db: Db,
  table: MarkTable,
  statusId: number,
  limit: number,
): Promise<boolean> {
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('status_id', '=', statusId)
    .orderBy('id')
    .limit(limit)
    .execute();
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) await db.deleteFrom(table).where('id', 'in', ids).execute();
  return ids.length === limit;
}
