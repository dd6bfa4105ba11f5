/** Puts events into an outbox by hand: such as the catalogue may not know, or that commit late. */
import { bucketOf } from '@fanfare/sql';
import type { KitDatabase, RawEvent } from './world.ts';

export async function emitRaw(
  database: KitDatabase,
  { type, version, key, data, lateBy, onNumbered }: RawEvent,
): Promise<void> {
  const { outbox, outbox_bucket: buckets } = database.system;
  const bucket = bucketOf(key);
  await database.unit(async (unit) => {
    const { db } = unit;
    // First, as the numbering of a unit does: it locks the bucket.
    await db
      .updateTable(buckets)
      .set((eb) => ({ head: eb('head', '+', 1) }))
      .where('bucket', '=', bucket)
      .execute();
    const { head: number } = await db
      .selectFrom(buckets)
      .select('head')
      .where('bucket', '=', bucket)
      .executeTakeFirstOrThrow();
    const id = `${database.source}-${bucket}-${number}`;
    const body = JSON.stringify({ id, at: unit.now, trace: null, type, version, key, data });
    await db.insertInto(outbox).values({ bucket, number, type, key, body, at: unit.now }).execute();
    onNumbered?.();
    // A unit awaits nothing but its own queries.
    const until = performance.now() + (lateBy ?? 0);
    while (performance.now() < until) await db.selectFrom(buckets).select('head').execute();
  });
}
