/** What a deletion leaves behind when there is much of it: boosts, favourites and bookmarks, batch by batch. */
import type { Handler } from '@fanfare/eventlog';
import { BATCH } from '../config.ts';
import { buryBoosts } from '../flows/delete-status.ts';
import type { CoreDatabase } from '../store/db.ts';
import { deletedWithLeftovers } from '../store/leftovers.ts';
import { deleteMarksOf } from '../store/marks.ts';

/** Does the work in units of its own, each of which may be done again: what is gone is not found a second time. */
export function onStatusDeleted(db: CoreDatabase): Handler<'status.deleted'> {
  return async ({ data }) => {
    if (data.reblog_of_id === null) await clearLeftovers(db, data.status_id);
  };
}

/** For deletions that the log no longer tells of. */
export async function clearAllLeftovers(db: CoreDatabase): Promise<void> {
  for (let ids = await deletedWithLeftovers(db.read, BATCH); ids.length > 0; ) {
    for (const id of ids) await clearLeftovers(db, id);
    ids = await deletedWithLeftovers(db.read, BATCH);
  }
}

async function clearLeftovers(db: CoreDatabase, id: number): Promise<void> {
  while ((await db.unit((unit) => buryBoosts(unit, id), { lane: 'bulk' })) === BATCH);
  for (const table of ['favourites', 'bookmarks'] as const) {
    while (await db.unit((unit) => deleteMarksOf(unit.db, table, id, BATCH), { lane: 'bulk' }));
  }
}
