/** Brings one status to the lists of one slice of its author's followers. */
import type { Cache } from '@fanfare/cache';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Handler } from '@fanfare/eventlog';
import type { Clock } from '@fanfare/kernel';
import { timeOf } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import { HOME_LENGTH, INACTIVE_AFTER, LIST_TTL, PUSH_BATCH } from '../config.ts';
import type { TimelineMetrics } from '../metrics.ts';
import { noteSlice } from '../store/delivery-notes.ts';
import { homeKey } from '../store/home-list.ts';
import { recipients } from '../store/recipients.ts';

export function onTimelineDeliver(needs: {
  db: Database<CoreTables>;
  cache: Cache;
  clock: Clock;
  counted: TimelineMetrics;
}): Handler<'timeline.deliver'> {
  const { counted, clock } = needs;
  return async ({ data, trace }) => {
    const origin = data.approved === true ? 'approved' : 'posted';
    const accepted = timeOf(data.status_id);
    let first: number | null = null;
    const accounts = await recipients(needs.db.read, data, clock.now() - INACTIVE_AFTER);
    for (let start = 0; start < accounts.length; start += PUSH_BATCH) {
      const keys = accounts.slice(start, start + PUSH_BATCH).map(homeKey);
      await needs.cache.lists.push(keys, data.status_id, { max: HOME_LENGTH, ttl: LIST_TTL });
      first ??= clock.now();
    }
    return async (unit) => {
      const { fresh, complete } = await noteSlice(unit, data.status_id, data.slice, data.slices);
      if (!fresh) return;
      unit.afterwards(() => {
        counted.deliveries.inc(accounts.length);
        if (data.slice === 1 && first !== null) counted.firstFollower(origin, accepted, first, trace);
        if (complete) counted.lastFollower(origin, accepted, clock.now(), trace);
      });
    };
  };
}
