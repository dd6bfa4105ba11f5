/** Brings one status to the lists of one slice of its author's followers. */
import type { Cache } from '@fanfare/cache';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Handler } from '@fanfare/eventlog';
import type { Clock } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import { HOME_LENGTH, INACTIVE_AFTER, LIST_TTL, PUSH_BATCH } from '../config.ts';
import { noteSlice } from '../store/delivery-notes.ts';
import { homeKey } from '../store/home-list.ts';
import { recipients } from '../store/recipients.ts';

export function onTimelineDeliver(needs: {
  db: Database<CoreTables>;
  cache: Cache;
  clock: Clock;
}): Handler<'timeline.deliver'> {
  return async ({ data }) => {
    const accounts = await recipients(needs.db.read, data, needs.clock.now() - INACTIVE_AFTER);
    for (let start = 0; start < accounts.length; start += PUSH_BATCH) {
      const keys = accounts.slice(start, start + PUSH_BATCH).map(homeKey);
      await needs.cache.lists.push(keys, data.status_id, { max: HOME_LENGTH, ttl: LIST_TTL });
    }
    return (unit) => noteSlice(unit, data.status_id, data.slice, data.slices);
  };
}
