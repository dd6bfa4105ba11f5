/** The forms that an edited post had. */
import type { StatusEditsTable } from '@fanfare/contracts/tables';
import type { ProposedMedia } from '../domain/proposal.ts';
import type { Db } from './db.ts';

export async function insertEdit(db: Db, row: StatusEditsTable): Promise<void> {
  await db.insertInto('status_edits').values(row).execute();
}

/** Ids of all uploads that any form of the post had. */
export async function mediaInEdits(db: Db, statusId: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom('status_edits')
    .select('media')
    .where('status_id', '=', statusId)
    .execute();
  return new Set(rows.flatMap((row) => (JSON.parse(row.media) as ProposedMedia[]).map((media) => media.id)));
}

export async function deleteEdits(db: Db, statusId: number): Promise<void> {
  await db.deleteFrom('status_edits').where('status_id', '=', statusId).execute();
}
