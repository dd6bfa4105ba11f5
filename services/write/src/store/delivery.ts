/** How far a post is on its way to its followers' homes. */
import type { Db } from './db.ts';

export interface Delivery {
  /** Its followers have not all got it yet. */
  open: boolean;
  /** Null: it has not been cut into slices, or that was days ago. */
  slices: number | null;
  done: number;
  /** When the last slice was applied, in ms; null: not known. */
  lastAt: number | null;
}

export async function deliveryOf(db: Db, statusId: number): Promise<Delivery> {
  const [open, job, notes] = await Promise.all([
    db.selectFrom('fanout_open').select('status_id').where('status_id', '=', statusId).executeTakeFirst(),
    db.selectFrom('fanout_jobs').select('slices').where('status_id', '=', statusId).executeTakeFirst(),
    db
      .selectFrom('delivery_notes')
      .select((row) => [
        row.fn.countAll<number>().as('done'),
        row.fn.max<number | null>('noted_at').as('lastAt'),
      ])
      .where('status_id', '=', statusId)
      .executeTakeFirstOrThrow(),
  ]);
  return {
    open: open !== undefined,
    slices: job?.slices ?? null,
    done: Number(notes.done),
    lastAt: notes.lastAt === null ? null : Number(notes.lastAt),
  };
}
