/** Where a group begins: at its offsets, or, when the log can't carry it on from there, at the heads after a rebuild. */
import type { Clock, Log } from '@fanfare/kernel';
import type { ConsumerStore } from '@fanfare/sql';
import { restoreEpoch } from '@fanfare/sql';
import type { ConsumerGroup } from '../port.ts';
import type { Cursors } from './cursor.ts';
import type { BucketEnds, Source } from './source.ts';

export interface OpenNeeds {
  group: ConsumerGroup;
  store: ConsumerStore;
  sources: readonly Source[];
  cursors: Cursors;
  clock: Clock;
  log: Log;
}

interface Ends {
  source: Source;
  epoch: number;
  buckets: BucketEnds[];
}

/**
 * Sets the cursors. A group without offsets begins at 0, if nothing was pruned.
 * @returns the restore epoch of each source
 * @throws what the databases or the group's rebuild throw; nothing is stored then
 */
export async function open(needs: OpenNeeds): Promise<ReadonlyMap<string, number>> {
  const ends: Ends[] = [];
  for (const source of needs.sources) {
    // The epoch first: a restore between the two reads is noticed at the next start, not lost.
    ends.push({ source, epoch: await restoreEpoch(source.database), buckets: await source.refresh() });
  }
  await readOffsets(needs);
  const reason = await lost(needs, ends);
  if (reason !== null) await rebuild(needs, ends, reason);
  return new Map(ends.map(({ source, epoch }) => [source.name, epoch]));
}

/**
 * Takes the cursors' places from the database, where they may have moved. One that is worked on, or was when the
 * reading began, knows better: on a server the row may have been read before that work was committed.
 */
export async function readOffsets({
  store,
  sources,
  cursors,
}: Pick<OpenNeeds, 'store' | 'sources' | 'cursors'>): Promise<void> {
  const idle = new Map(cursors.all.flatMap((cursor) => (cursor.busy ? [] : [[cursor, cursor.stored]])));
  for (const row of await store.offsets()) {
    const source = sources.find(({ name }) => name === row.source);
    const cursor = source && cursors.at(source, row.bucket);
    if (cursor === undefined || cursor.busy || cursor.stored === row.number) continue;
    if (idle.get(cursor) !== cursor.stored) continue;
    cursor.stored = row.number;
    cursor.position = row.number;
    cursor.unstored = 0;
  }
}

/** Why the offsets are of no use, or null. */
async function lost({ store, cursors }: OpenNeeds, ends: readonly Ends[]): Promise<string | null> {
  const epochs = new Map(ends.map(({ source, epoch }) => [source.name, epoch]));
  for (const row of await store.offsets()) {
    const epoch = epochs.get(row.source);
    if (epoch !== undefined && epoch !== row.epoch) return `${row.source} was restored`;
  }
  for (const { source, buckets } of ends) {
    for (const { bucket, head, tail } of buckets) {
      const { position } = cursors.at(source, bucket);
      if (position + 1 < tail)
        return `bucket ${bucket} of ${source.name} begins at ${tail}, after ${position}`;
      if (position > head) return `bucket ${bucket} of ${source.name} ends at ${head}, before ${position}`;
    }
  }
  return null;
}

async function rebuild(needs: OpenNeeds, ends: readonly Ends[], reason: string): Promise<void> {
  const { group, store, cursors, log, clock } = needs;
  const begun = clock.now();
  log.info({ reason }, 'The consumer group rebuilds its state');
  await group.rebuild();
  await group.database.unit(
    async (unit) => {
      for (const { source, epoch, buckets } of ends) {
        await store.resetOffsets(
          unit,
          source.name,
          epoch,
          new Map(buckets.map(({ bucket, head }) => [bucket, head])),
        );
      }
    },
    { lane: group.lane },
  );
  for (const { source, buckets } of ends) {
    for (const { bucket, head } of buckets) {
      Object.assign(cursors.at(source, bucket), { position: head, stored: head, unstored: 0 });
    }
  }
  log.info({ ms: clock.now() - begun }, 'The consumer group has rebuilt its state');
}
