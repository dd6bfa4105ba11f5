/** Rows of uploaded pictures. */
import type { MediaTable } from '@fanfare/contracts/tables';
import type { Db } from './db.ts';

export type MediaRow = MediaTable;

export function mediaById(db: Db, id: number): Promise<MediaRow | undefined> {
  return db.selectFrom('media').selectAll().where('id', '=', id).executeTakeFirst();
}

/** In the order asked; unknown ones are left out. */
export async function mediaByIds(db: Db, ids: readonly number[]): Promise<MediaRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('media')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The attachments of a post as it stands, in order. */
export function mediaOfStatus(db: Db, statusId: number): Promise<MediaRow[]> {
  return db.selectFrom('media').selectAll().where('status_id', '=', statusId).orderBy('position').execute();
}

/** Uploads that only this submission holds. */
export function mediaOfSubmission(db: Db, submissionId: number): Promise<MediaRow[]> {
  return db
    .selectFrom('media')
    .selectAll()
    .where('submission_id', '=', submissionId)
    .where('status_id', 'is', null)
    .execute();
}

export async function insertMedia(db: Db, row: MediaRow): Promise<void> {
  await db.insertInto('media').values(row).execute();
}

/** Changes a row that is still held by whom it was when read. False: it was attached, detached or removed meanwhile. */
export async function changeMedia(
  db: Db,
  row: MediaRow,
  change: Partial<Omit<MediaRow, 'id' | 'account_id'>>,
): Promise<boolean> {
  const changed = await db
    .updateTable('media')
    .set(change)
    .where('id', '=', row.id)
    .where('status_id', row.status_id === null ? 'is' : '=', row.status_id)
    .where('submission_id', row.submission_id === null ? 'is' : '=', row.submission_id)
    .where('original_key', row.original_key === null ? 'is' : '=', row.original_key)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

export async function deleteMedia(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0)
    await db
      .deleteFrom('media')
      .where('id', 'in', [...ids])
      .execute();
}

/** Uploads that no post took, made before `before` (ms). */
export function unattachedMedia(db: Db, before: number, limit: number): Promise<MediaRow[]> {
  return db
    .selectFrom('media')
    .selectAll()
    .where('published', '=', 0)
    .where('created_at', '<', before)
    .where('status_id', 'is', null)
    .where('submission_id', 'is', null)
    .orderBy('created_at')
    .limit(limit)
    .execute();
}

export function keysOf(row: MediaRow): string[] {
  return [row.original_key, row.preview_key].filter((key) => key !== null);
}
