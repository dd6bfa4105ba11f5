/** What people and metrics see of a group's retry table, and the button beside it. */
import type { Clock } from '@fanfare/kernel';
import type { ConsumerStore } from '@fanfare/sql';
import type { ConsumerGroup, RetryRow } from '../port.ts';
import type { RetryQueue } from './retry-queue.ts';

export async function retriesOf(store: ConsumerStore): Promise<RetryRow[]> {
  return (await store.retries()).map((row) => ({
    group: row.group_name,
    id: row.event_id,
    type: row.type,
    key: row.key,
    attempts: row.attempts,
    next_at: row.next_at,
    cause: row.cause,
  }));
}

/** Makes the group's waiting events, or the one with that id, due now. Returns how many. */
export async function replay(
  group: ConsumerGroup,
  store: ConsumerStore,
  queue: RetryQueue,
  clock: Clock,
  id?: string,
): Promise<number> {
  const due = await group.database.unit((unit) => store.makeDue(unit, clock.now(), id), { lane: group.lane });
  if (due > 0) queue.wake();
  return due;
}
