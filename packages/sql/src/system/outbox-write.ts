import type { Kysely } from 'kysely';
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
  for (const bucket of [...byBucket.keys()].sort((left, right) => left - right)) {
    const own = byBucket.get(bucket) ?? [];
    let number = await takeNumbers(writer, db, bucket, own.length);
    for (const event of own) {
      number += 1;
      await insert(writer, db, bucket, number, event, context);
    }
    heads.set(bucket, number);
  }
  return heads;
}

/** Raises the bucket's head by `count` and returns what it was before. */
async function takeNumbers(
  { names, dialect, run }: SystemWriter,
  db: Kysely<SystemTables>,
  bucket: number,
  count: number,
): Promise<number> {
  const untyped = db as Kysely<unknown>;
  const { rows } = await run(untyped, 'head', [bucket], () => {
    const head = db.selectFrom(names.outbox_bucket).select('head').where('bucket', '=', bucket);
    return locks(dialect) ? head.forUpdate() : head;
  });
  const { head } = rows[0] as { head: number };
  await run(untyped, 'raise-head', [head + count, bucket], () =>
    db
      .updateTable(names.outbox_bucket)
      .set({ head: head + count })
      .where('bucket', '=', bucket),
  );
  return head;
}

async function insert(
  { names, source, run }: SystemWriter,
  db: Kysely<SystemTables>,
  bucket: number,
  number: number,
  { type, version, key, data }: PendingEvent,
  { now, trace }: WriteContext,
): Promise<void> {
  const id = `${source}-${bucket}-${number}`;
  const body = JSON.stringify({ id, type, version, key, at: now, trace, data });
  const row = { bucket, number, type, key, body, at: now };
  await run(db as Kysely<unknown>, 'outbox', Object.values(row), () =>
    db.insertInto(names.outbox).values(row),
  );
}

/** SQLite has one writer at a time: what a unit reads nobody else can change. */
export function locks(dialect: Dialect): boolean {
  return dialect !== 'sqlite';
}
