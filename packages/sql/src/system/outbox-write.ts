import type { OutboxTable } from '@fanfare/contracts/tables';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { insertMany } from '../insert.ts';
import type { Dialect } from '../port.ts';
import { bucketOf } from './bucket.ts';
import type { PendingEvent } from './pending.ts';
import type { SystemTables } from './tables.ts';
import type { SystemWriter, WriteContext } from './write.ts';

/**
 * Numbers the events of a unit and puts them into the outbox. The counter rows of its buckets are locked in
 * ascending order until commit, so numbers are gapless in commit order, and an abort takes them back.
 */
export async function writeOutbox(
  writer: SystemWriter,
  db: Kysely<SystemTables>,
  events: readonly PendingEvent[],
  context: WriteContext,
): Promise<ReadonlyMap<number, number>> {
  const byBucket = Map.groupBy(events, (event) => bucketOf(event.key));
  const heads = new Map<number, number>();
  const rows: OutboxTable[] = [];
  for (const bucket of [...byBucket.keys()].sort((left, right) => left - right)) {
    const own = byBucket.get(bucket) ?? [];
    let number = await takeNumbers(writer, db, bucket, own.length);
    for (const event of own) {
      number += 1;
      rows.push(rowOf(writer, bucket, number, event, context));
    }
    heads.set(bucket, number);
  }
  await insert(writer, db, rows);
  return heads;
}

/** Raises the bucket's head by `count` and returns what it was before. On a server in one round trip. */
async function takeNumbers(
  { names, dialect, run }: SystemWriter,
  db: Kysely<SystemTables>,
  bucket: number,
  count: number,
): Promise<number> {
  const untyped = db as Kysely<unknown>;
  const update = db.updateTable(names.outbox_bucket).where('bucket', '=', bucket);
  if (dialect === 'postgres') {
    const { rows } = await run(untyped, 'take', [count, bucket], () =>
      update.set((row) => ({ head: row('head', '+', count) })).returning('head'),
    );
    return (rows[0] as { head: number }).head - count;
  }
  if (dialect === 'mysql') {
    // What the connection was told here it gives back with the answer.
    const { insertId } = await run(untyped, 'take', [count, bucket], () =>
      update.set({ head: sql<number>`last_insert_id(head + ${count})` }),
    );
    return Number(insertId) - count;
  }
  const { rows } = await run(untyped, 'head', [bucket], () =>
    db.selectFrom(names.outbox_bucket).select('head').where('bucket', '=', bucket),
  );
  const { head } = rows[0] as { head: number };
  await run(untyped, 'raise-head', [head + count, bucket], () => update.set({ head: head + count }));
  return head;
}

function rowOf(
  { source }: SystemWriter,
  bucket: number,
  number: number,
  { type, version, key, data, trace: own }: PendingEvent,
  { now, trace: ofUnit }: WriteContext,
): OutboxTable {
  const id = `${source}-${bucket}-${number}`;
  const trace = own === undefined ? ofUnit : own;
  const body = JSON.stringify({ id, type, version, key, at: now, trace, data });
  return { bucket, number, type, key, body, at: now };
}

/** The buckets are locked meanwhile, so a server is asked once for many. */
async function insert(
  { names, dialect, run }: SystemWriter,
  db: Kysely<SystemTables>,
  rows: readonly OutboxTable[],
): Promise<void> {
  if (dialect !== 'sqlite' && rows.length > 1) return insertMany(db, names.outbox, rows);
  for (const row of rows) {
    await run(db as Kysely<unknown>, 'outbox', Object.values(row), () =>
      db.insertInto(names.outbox).values(row),
    );
  }
}

/** SQLite has one writer at a time: what a unit reads nobody else can change. */
export function locks(dialect: Dialect): boolean {
  return dialect !== 'sqlite';
}
