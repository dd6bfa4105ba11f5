/** Where a person has read to. Positions, never resolved; set freely, also backwards. */
import type { MarkersTable } from '@fanfare/contracts/tables';
import { upsert } from '@fanfare/sql';
import type { NotificationUnit, Read } from './db.ts';

export type MarkedTimeline = MarkersTable['timeline'];
export const markedTimelines: readonly MarkedTimeline[] = ['home', 'notifications'];

export function markers(
  db: Read | NotificationUnit['db'],
  accountId: number,
  timelines: readonly MarkedTimeline[],
): Promise<MarkersTable[]> {
  if (timelines.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('markers')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('timeline', 'in', [...timelines])
    .execute();
}

export async function setMarker(
  unit: NotificationUnit,
  accountId: number,
  timeline: MarkedTimeline,
  lastReadId: string,
): Promise<void> {
  await upsert(unit.db, 'markers', {
    keys: ['account_id', 'timeline'],
    row: { account_id: accountId, timeline, last_read_id: lastReadId, version: 1, updated_at: unit.now },
    update: {
      last_read_id: lastReadId,
      version: (row) => row('markers.version', '+', 1),
      updated_at: unit.now,
    },
  });
}
