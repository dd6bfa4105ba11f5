import type { Handler } from '@fanfare/eventlog';
import { timeOf } from '@fanfare/kernel';
import { deliveryTimes } from '@fanfare/telemetry';
import type { Searching } from '../needs.ts';
import { documentsOfStatus } from '../store/truth.ts';

export function onStatusPublished(searching: Searching): Handler<'status.published'> {
  const { db, index, newest, clock, metrics } = searching;
  const searchable = deliveryTimes(metrics, 'search');
  return async ({ data, trace }) => {
    // A boost is found as the post it shows.
    if (data.reblog_of_id !== null) return;
    await index.apply(await documentsOfStatus(db.read, data.status_id));
    const now = clock.now();
    // The first time counts: an event may come again.
    if (newest.at(data.status_id) === null) {
      const origin = data.submission_id === null ? 'posted' : 'approved';
      searchable(origin, timeOf(data.status_id), now + index.foundWithin, trace);
    }
    newest.note(data.status_id, now);
  };
}
