/** Which statuses were cut into slices: a second delivery of the same event must not cut anew. */
import type { CoreTables } from '@fanfare/contracts/tables';
import { idAt } from '@fanfare/kernel';
import type { Database, Unit } from '@fanfare/sql';
import { insertIgnore } from '@fanfare/sql';
import { KEEP_JOBS } from '../config.ts';

/** False: it was cut before. */
export function beginJob(unit: Unit<CoreTables>, statusId: number, slices: number): Promise<boolean> {
  return insertIgnore(unit.db, 'fanout_jobs', { status_id: statusId, slices });
}

export async function sweepJobs(db: Database<CoreTables>, now: number): Promise<void> {
  await db.unit(
    async (unit) => {
      await unit.db
        .deleteFrom('fanout_jobs')
        .where('status_id', '<', idAt(now - KEEP_JOBS))
        .execute();
    },
    { lane: 'bulk' },
  );
}
