/** How far the relays of a database have carried its outbox, and which of them carries which bucket. */
import type { OutboxRelayTable } from '@fanfare/contracts/tables';
import type { Kysely } from 'kysely';
import { insertIgnoreMany } from '../insert.ts';
import type { Database, Unit } from '../port.ts';
import { BUCKETS } from '../port.ts';
import type { SystemTables } from './tables.ts';

// biome-ignore lint/suspicious/noExplicitAny: any service's tables beside the system's
type AnyDatabase = Database<any>;
// biome-ignore lint/suspicious/noExplicitAny: any service's tables beside the system's
type AnyUnit = Unit<any>;

export type RelayBucket = OutboxRelayTable;

export interface RelayStore {
  /** The highest number given in each bucket: cheaper than the outbox's heads, which look for tails too. */
  heads(): Promise<ReadonlyMap<number, number>>;
  /** One row per bucket, once `prepare` has run. */
  buckets(): Promise<RelayBucket[]>;
  /** Makes missing rows. */
  prepare(unit: AnyUnit): Promise<void>;
  /** Takes a bucket whose row is still as the caller read it. */
  claim(unit: AnyUnit, row: RelayBucket, holder: string, ttl: number): Promise<boolean>;
  /** Prolongs all that the holder has. */
  renew(unit: AnyUnit, holder: string, ttl: number): Promise<void>;
  release(unit: AnyUnit, buckets: readonly number[], holder: string): Promise<void>;
  /** Notes how far a bucket was carried. False: another relay has it by now. */
  advance(
    unit: AnyUnit,
    change: Pick<RelayBucket, 'bucket' | 'holder' | 'fence' | 'number' | 'topics' | 'epoch'>,
  ): Promise<boolean>;
}

export function relayStore(database: AnyDatabase): RelayStore {
  const names = database.system;
  const read: Kysely<SystemTables> = database.read;
  const db = (unit: AnyUnit): Kysely<SystemTables> => unit.db as Kysely<SystemTables>;

  return {
    async heads() {
      const rows = await read.selectFrom(names.outbox_bucket).select(['bucket', 'head']).execute();
      return new Map(rows.map(({ bucket, head }) => [bucket, head]));
    },
    buckets() {
      return read.selectFrom(names.outbox_relay).selectAll().orderBy('bucket').execute();
    },
    async prepare(unit) {
      const fresh = { number: 0, topics: '{}', epoch: 0, holder: '', fence: 0, expires_at: 0 };
      const rows = Array.from({ length: BUCKETS }, (_, bucket) => ({ bucket, ...fresh }));
      await insertIgnoreMany(db(unit), names.outbox_relay, rows);
    },
    async claim(unit, row, holder, ttl) {
      const claimed = await db(unit)
        .updateTable(names.outbox_relay)
        .set({ holder, fence: row.fence + 1, expires_at: unit.now + ttl })
        .where('bucket', '=', row.bucket)
        .where('fence', '=', row.fence)
        .where('holder', '=', row.holder)
        .where('expires_at', '=', row.expires_at)
        .executeTakeFirst();
      return claimed.numUpdatedRows > 0n;
    },
    async renew(unit, holder, ttl) {
      await db(unit)
        .updateTable(names.outbox_relay)
        .set({ expires_at: unit.now + ttl })
        .where('holder', '=', holder)
        .execute();
    },
    async release(unit, buckets, holder) {
      if (buckets.length === 0) return;
      await db(unit)
        .updateTable(names.outbox_relay)
        .set({ holder: '', expires_at: 0 })
        .where('holder', '=', holder)
        .where('bucket', 'in', [...buckets])
        .execute();
    },
    async advance(unit, { bucket, holder, fence, ...to }) {
      const advanced = await db(unit)
        .updateTable(names.outbox_relay)
        .set(to)
        .where('bucket', '=', bucket)
        .where('holder', '=', holder)
        .where('fence', '=', fence)
        .executeTakeFirst();
      return advanced.numUpdatedRows > 0n;
    },
  };
}
