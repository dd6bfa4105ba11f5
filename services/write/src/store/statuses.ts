/** Rows of published posts and boosts. */
import type { StatusesTable } from '@fanfare/contracts/tables';
import { insertIgnore } from '@fanfare/sql';
import type { Content } from '../domain/content.ts';
import type { Db } from './db.ts';

export type StatusRow = StatusesTable;

/** Undefined: unknown or deleted. */
export function liveStatus(db: Db, id: number): Promise<StatusRow | undefined> {
  return db
    .selectFrom('statuses')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** Deleted ones too. */
export async function statusesByIds(db: Db, ids: readonly number[]): Promise<Map<number, StatusRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('statuses')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insertStatus(db: Db, row: StatusRow): Promise<void> {
  await db.insertInto('statuses').values(row).execute();
}

/** False: this person boosts that status already. */
export function insertBoost(db: Db, row: StatusRow): Promise<boolean> {
  return insertIgnore(db, 'statuses', row);
}

export function boostBy(db: Db, accountId: number, statusId: number): Promise<StatusRow | undefined> {
  return db
    .selectFrom('statuses')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('reblog_of_id', '=', statusId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

export function boostsOf(db: Db, statusId: number, limit: number): Promise<StatusRow[]> {
  return db
    .selectFrom('statuses')
    .selectAll()
    .where('reblog_of_id', '=', statusId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/**
 * Holds the row until commit, so that nothing else changes the status meanwhile: an update that changes
 * nothing locks on every engine. False: the status is gone.
 */
export async function holdStatus(db: Db, id: number): Promise<boolean> {
  const held = await db
    .updateTable('statuses')
    .set((row) => ({ version: row.ref('version') }))
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return held.numUpdatedRows > 0n;
}

/** The row as it is once it is held. Undefined: the status is gone. */
export async function takeStatus(db: Db, id: number): Promise<StatusRow | undefined> {
  return (await holdStatus(db, id)) ? liveStatus(db, id) : undefined;
}

/**
 * Leaves a tombstone: text emptied, version raised. A boost gives its place back, so that the person may boost
 * again. False: somebody else deleted it first.
 */
export async function buryStatus(db: Db, status: StatusRow, now: number): Promise<boolean> {
  const buried = await db
    .updateTable('statuses')
    .set({ text: '', spoiler_text: '', deleted_at: now, version: status.version + 1, reblog_of_id: null })
    .where('id', '=', status.id)
    .where('version', '=', status.version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return buried.numUpdatedRows > 0n;
}

export interface StatusEdit extends Content {
  hasMedia: boolean;
  at: number;
}

/** False: it was edited or deleted since it was read. */
export async function rewriteStatus(db: Db, status: StatusRow, edit: StatusEdit): Promise<boolean> {
  const rewritten = await db
    .updateTable('statuses')
    .set({
      text: edit.text,
      spoiler_text: edit.spoilerText,
      sensitive: edit.sensitive ? 1 : 0,
      language: edit.language,
      has_media: edit.hasMedia ? 1 : 0,
      edited_at: edit.at,
      version: status.version + 1,
    })
    .where('id', '=', status.id)
    .where('version', '=', status.version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return rewritten.numUpdatedRows > 0n;
}

export function contentOf(row: Pick<StatusRow, 'text' | 'spoiler_text' | 'sensitive' | 'language'>): Content {
  return {
    text: row.text,
    spoilerText: row.spoiler_text,
    sensitive: row.sensitive === 1,
    language: row.language,
  };
}
