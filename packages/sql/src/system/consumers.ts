/** Offsets and retry rows of one consumer group, kept in the database that holds the group's effects. */
import type { ConsumerOffsetTable, ConsumerRetryTable } from '@fanfare/contracts/tables';
import { AppError } from '@fanfare/kernel';
import type { Kysely } from 'kysely';
import { insertIgnore, insertMany } from '../insert.ts';
import type { Database, Unit } from '../port.ts';
import type { SystemNames, SystemTables } from './tables.ts';

/** Where a number counts: a bucket of a source, under the restore epoch of that source's database. */
export type OffsetPlace = Pick<ConsumerOffsetTable, 'source' | 'bucket' | 'epoch'>;
export type RetryId = Pick<ConsumerRetryTable, 'source' | 'bucket' | 'number'>;
/** A waiting event as people and metrics see it: without its body. */
export type RetrySummary = Omit<ConsumerRetryTable, 'body'>;

// biome-ignore lint/suspicious/noExplicitAny: any service's tables beside the system's
type AnyKysely = Kysely<any>;
// biome-ignore lint/suspicious/noExplicitAny: any service's tables beside the system's
type AnyUnit = Unit<any>;
// biome-ignore lint/suspicious/noExplicitAny: any service's tables beside the system's
type AnyDatabase = Database<any>;

/** Functions that write take the unit of the group's effect; functions that read ask the primary. */
export interface ConsumerStore {
  offsets(): Promise<ConsumerOffsetTable[]>;
  /** Replaces all offsets of a source. */
  resetOffsets(
    unit: AnyUnit,
    source: string,
    epoch: number,
    numbers: ReadonlyMap<number, number>,
  ): Promise<void>;
  /**
   * Moves an offset from where the caller knows it to be (0: it may have no row yet).
   * @throws AppError `engine_away` when it is elsewhere: another process consumes for this group
   */
  moveOffset(unit: AnyUnit, place: OffsetPlace, from: number, to: number): Promise<void>;
  /** Puts an event into the retry table; one that waits there already stays as it is. */
  park(unit: AnyUnit, event: Omit<ConsumerRetryTable, 'group_name'>): Promise<void>;
  /** The event that a key waits for. */
  firstRetry(source: string, key: string): Promise<ConsumerRetryTable | undefined>;
  failRetry(
    unit: AnyUnit,
    id: RetryId,
    change: Pick<ConsumerRetryTable, 'attempts' | 'next_at' | 'cause'>,
  ): Promise<void>;
  /** False: it was not there any more, for another process has worked it off. */
  removeRetry(unit: AnyUnit, id: RetryId): Promise<boolean>;
  /** Waiting events, by source and in order within each key. */
  retries(): Promise<RetrySummary[]>;
  /** How many wait, and since when (ms) the one that has waited longest. */
  retryState(): Promise<{ count: number; oldest: number | null }>;
  /** Makes the group's waiting events, or the one with that event id, due. Returns how many. */
  makeDue(unit: AnyUnit, now: number, eventId?: string): Promise<number>;
}

export function consumerStore(database: AnyDatabase, group: string): ConsumerStore {
  const names: SystemNames = database.system;
  const read: Kysely<SystemTables> = database.read;
  const offset = (place: { source: string; bucket: number }) => ({
    group_name: group,
    source: place.source,
    bucket: place.bucket,
  });

  return {
    offsets() {
      return read.selectFrom(names.consumer_offset).selectAll().where('group_name', '=', group).execute();
    },

    async resetOffsets(unit, source, epoch, numbers) {
      const db = system(unit.db);
      await db
        .deleteFrom(names.consumer_offset)
        .where('group_name', '=', group)
        .where('source', '=', source)
        .execute();
      const rows = [...numbers].map(([bucket, number]) => ({
        group_name: group,
        source,
        bucket,
        number,
        epoch,
      }));
      await insertMany(db, names.consumer_offset, rows);
    },

    async moveOffset(unit, place, from, to) {
      const db = system(unit.db);
      const moved = await db
        .updateTable(names.consumer_offset)
        .set({ number: to, epoch: place.epoch })
        .where((eb) => eb.and(offset(place)))
        .where('number', '=', from)
        .executeTakeFirst();
      if (moved.numUpdatedRows > 0n) return;
      const row = { ...offset(place), number: to, epoch: place.epoch };
      if (from === 0 && (await insertIgnore(db, names.consumer_offset, row))) return;
      const where = `the offset of ${group} in ${place.source}, bucket ${place.bucket}`;
      throw new AppError('engine_away', { detail: `another process has moved ${where}` });
    },

    async park(unit, event) {
      await insertIgnore(system(unit.db), names.consumer_retry, { group_name: group, ...event });
    },

    firstRetry(source, key) {
      return read
        .selectFrom(names.consumer_retry)
        .selectAll()
        .where((eb) => eb.and({ group_name: group, source, key }))
        .orderBy('number')
        .limit(1)
        .executeTakeFirst();
    },

    async failRetry(unit, id, change) {
      await system(unit.db)
        .updateTable(names.consumer_retry)
        .set(change)
        .where((eb) => eb.and({ ...offset(id), number: id.number }))
        .execute();
    },

    async removeRetry(unit, id) {
      const removed = await system(unit.db)
        .deleteFrom(names.consumer_retry)
        .where((eb) => eb.and({ ...offset(id), number: id.number }))
        .executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },

    retries() {
      return read
        .selectFrom(names.consumer_retry)
        .select(['group_name', 'source', 'event_id', 'bucket', 'number', 'key', 'type'])
        .select(['attempts', 'next_at', 'cause', 'created_at'])
        .where('group_name', '=', group)
        .orderBy('source')
        .orderBy('bucket')
        .orderBy('number')
        .execute();
    },

    async retryState() {
      const found = await read
        .selectFrom(names.consumer_retry)
        .select((eb) => [
          eb.fn.countAll<number>().as('count'),
          eb.fn.min<number | null>('created_at').as('oldest'),
        ])
        .where('group_name', '=', group)
        .executeTakeFirstOrThrow();
      return { count: Number(found.count), oldest: found.oldest };
    },

    async makeDue(unit, now, eventId) {
      const update = system(unit.db)
        .updateTable(names.consumer_retry)
        .set({ next_at: now })
        .where('group_name', '=', group)
        .$if(eventId !== undefined, (query) => query.where('event_id', '=', eventId ?? ''));
      return Number((await update.executeTakeFirst()).numUpdatedRows);
    },
  };
}

function system(db: AnyKysely): Kysely<SystemTables> {
  return db;
}
