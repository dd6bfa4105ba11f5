/** How far each submission is known to have come, so that a late or repeated event changes nothing. */
import { insertIgnore } from '@fanfare/sql';
import type { NotificationUnit } from './db.ts';

/** Notes the stage unless the same or a later one is known. True: it was news. */
export async function reachStage(
  unit: NotificationUnit,
  submissionId: number,
  stage: number,
): Promise<boolean> {
  if (await insertIgnore(unit.db, 'submission_stages', { submission_id: submissionId, stage })) return true;
  const { numUpdatedRows } = await unit.db
    .updateTable('submission_stages')
    .set({ stage })
    .where('submission_id', '=', submissionId)
    .where('stage', '<', stage)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
