/** What the relays have carried leaves the outbox a day later: until then the log could be filled again from it. */
import type { Clock } from '@fanfare/kernel';
import type { RelayStore } from '@fanfare/sql';
import type { AnyDatabase } from './share.ts';

/** In ms. */
const KEEP = 24 * 60 * 60_000;

/** @returns how many rows were deleted */
export async function pruneOutbox(database: AnyDatabase, store: RelayStore, clock: Clock): Promise<number> {
  const carried = new Map((await store.buckets()).map(({ bucket, number }) => [bucket, number]));
  for (const { bucket, tail } of await database.outbox.heads())
    if (tail > (carried.get(bucket) ?? 0)) carried.delete(bucket);
  return database.outbox.prune(carried, clock.now() - KEEP);
}
