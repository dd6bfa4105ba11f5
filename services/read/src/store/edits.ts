import type { Db } from './db.ts';

/** The forms that a post had, the first one first; empty when it was never edited. */
export function editRows(db: Db, statusId: number) {
  return db
    .selectFrom('status_edits')
    .selectAll()
    .where('status_id', '=', statusId)
    .orderBy('version')
    .execute();
}

/** Media of past forms: what is no longer attached may be gone. */
export function mediaByIds(db: Db, ids: readonly number[]) {
  if (ids.length === 0) return Promise.resolve([]);
  return db.selectFrom('media').selectAll().where('id', 'in', ids).where('published', '=', 1).execute();
}
