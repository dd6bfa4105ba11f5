/** Notifications: stored once per cause; a dismissed one stays as a row, so that nothing brings it back. */
import type { StoredNotification } from '@fanfare/contracts';
import type { NotificationsTable } from '@fanfare/contracts/tables';
import type { Page } from '@fanfare/kernel';
import { insertIgnoreMany, keyset } from '@fanfare/sql';
import type { NotificationUnit, Read } from './db.ts';

const stored = ['id', 'type', 'from_account_id', 'status_id', 'submission_id', 'created_at'] as const;
const MANY = 500;

export interface Wanted {
  accountId: number;
  /** Null: all types. */
  types: readonly string[] | null;
  exclude: readonly string[];
  /** Only those that this account caused; null: whoever did. */
  from: number | null;
}

/** One page of what was not dismissed, in the page's order, with one more row than asked. */
export function notificationRows(db: Read, wanted: Wanted, page: Page): Promise<StoredNotification[]> {
  const { types, exclude, from } = wanted;
  const query = db
    .selectFrom('notifications')
    .select(stored)
    .where('account_id', '=', wanted.accountId)
    .where('dismissed_at', 'is', null)
    .$if(types !== null, (some) => some.where('type', 'in', [...(types ?? [])]))
    .$if(exclude.length > 0, (some) => some.where('type', 'not in', [...exclude]))
    .$if(from !== null, (some) => some.where('from_account_id', '=', from));
  return keyset(query, 'notifications.id', page).execute();
}

export function findNotification(
  db: Read,
  accountId: number,
  id: number,
): Promise<StoredNotification | undefined> {
  return db
    .selectFrom('notifications')
    .select(stored)
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('dismissed_at', 'is', null)
    .executeTakeFirst();
}

/** Those of these that still stand, with their recipients, in no order. */
export async function standing(
  db: Read,
  ids: readonly number[],
): Promise<(StoredNotification & { account_id: number })[]> {
  const rows: (StoredNotification & { account_id: number })[] = [];
  for (let at = 0; at < ids.length; at += MANY) {
    const some = await db
      .selectFrom('notifications')
      .select([...stored, 'account_id'])
      .where('id', 'in', ids.slice(at, at + MANY))
      .where('dismissed_at', 'is', null)
      .execute();
    rows.push(...some);
  }
  return rows;
}

/** Inserts those whose cause is new to their recipient, and answers these. */
export async function insertNew(
  unit: NotificationUnit,
  rows: readonly NotificationsTable[],
): Promise<readonly NotificationsTable[]> {
  if (rows.length === 0) return [];
  const inserted = await insertIgnoreMany(unit.db, 'notifications', rows);
  if (inserted === rows.length) return rows;
  if (inserted === 0) return [];
  const ids = rows.map((row) => row.id);
  const found = await unit.db.selectFrom('notifications').select('id').where('id', 'in', ids).execute();
  const fresh = new Set(found.map((row) => row.id));
  return rows.filter((row) => fresh.has(row.id));
}

/** False: there never was such a notification of this account. */
export async function dismiss(unit: NotificationUnit, accountId: number, id: number): Promise<boolean> {
  const row = await unit.db
    .selectFrom('notifications')
    .select('id')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) return false;
  await unit.db
    .updateTable('notifications')
    .set({ dismissed_at: unit.now })
    .where('id', '=', id)
    .where('dismissed_at', 'is', null)
    .execute();
  return true;
}

export async function dismissAll(unit: NotificationUnit, accountId: number): Promise<void> {
  await unit.db
    .updateTable('notifications')
    .set({ dismissed_at: unit.now })
    .where('account_id', '=', accountId)
    .where('dismissed_at', 'is', null)
    .execute();
}

/** Whether this cause was met before, dismissed or not. */
export async function hasCause(unit: NotificationUnit, accountId: number, cause: string): Promise<boolean> {
  const row = await unit.db
    .selectFrom('notifications')
    .select('id')
    .where('account_id', '=', accountId)
    .where('cause', '=', cause)
    .executeTakeFirst();
  return row !== undefined;
}

/** Who has a notice of this type about a submission that stands. */
export async function noticedOf(
  unit: NotificationUnit,
  submissionId: number,
  type: string,
): Promise<Set<number>> {
  const rows = await unit.db
    .selectFrom('notifications')
    .select('account_id')
    .where('submission_id', '=', submissionId)
    .where('type', '=', type)
    .where('dismissed_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.account_id));
}
