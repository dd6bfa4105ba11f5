/** A status as delivery jobs: one per slice of its author's followers, never one per follower. */
import type { EventData } from '@fanfare/contracts/events';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database } from '@fanfare/sql';
import { slicesOf } from '../store/slices.ts';

export interface Cut {
  status_id: number;
  account_id: number;
  visibility: EventData<'status.published'>['visibility'];
  mentions: number[];
  /** It was a submission; unset: not known. */
  approved?: boolean;
}

export async function deliveriesOf(
  db: Database<CoreTables>['read'],
  status: Cut,
  sliceSize: number,
): Promise<EventData<'timeline.deliver'>[]> {
  // A direct post reaches those mentioned who follow its author: one slice, narrowed.
  const only = status.visibility === 'direct' ? status.mentions : null;
  const slices = only === null ? await slicesOf(db, status.account_id, sliceSize) : [{ from: 0, to: null }];
  return slices.map((slice, index) => ({
    status_id: status.status_id,
    account_id: status.account_id,
    slice: index + 1,
    slices: slices.length,
    ...slice,
    only,
    ...(status.approved === undefined ? {} : { approved: status.approved }),
  }));
}
