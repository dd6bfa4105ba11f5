/** Which slices of a status were applied; the last one closes its delivery. */
import type { CoreTables } from '@fanfare/contracts/tables';
import { idAt } from '@fanfare/kernel';
import type { Database, Unit } from '@fanfare/sql';
import { insertIgnore } from '@fanfare/sql';
import { KEEP_NOTES } from '../config.ts';

export interface Noted {
  /** It was not noted before. */
  fresh: boolean;
  /** All slices are noted: nothing is in delivery any more. */
  complete: boolean;
}

export async function noteSlice(
  unit: Unit<CoreTables>,
  statusId: number,
  slice: number,
  slices: number,
): Promise<Noted> {
  const fresh = await insertIgnore(unit.db, 'delivery_notes', {
    status_id: statusId,
    slice,
    noted_at: unit.now,
  });
  const { applied } = await unit.db
    .selectFrom('delivery_notes')
    .select((row) => row.fn.countAll<number>().as('applied'))
    .where('status_id', '=', statusId)
    .executeTakeFirstOrThrow();
  const complete = applied >= slices;
  if (complete) unit.closeFanout(statusId);
  return { fresh, complete };
}

/** Removes old notes, some at a time. */
export async function sweepNotes(db: Database<CoreTables>, now: number): Promise<void> {
  await db.unit(
    async (unit) => {
      await unit.db
        .deleteFrom('delivery_notes')
        .where('status_id', '<', idAt(now - KEEP_NOTES))
        .execute();
    },
    { lane: 'bulk' },
  );
}
