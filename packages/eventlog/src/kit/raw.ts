/** Puts events into an outbox that the catalogue may not know. */
import { bucketOf } from '@fanfare/sql';
import type { KitDatabase, RawEvent } from './world.ts';

export async function emitRaw(database: KitDatabase, event: RawEvent): Promise<void> {
  const { outbox, outbox_bucket: buckets } = database.system;
  const bucket = bucketOf(event.key);
  await database.unit(async (unit) => {
    const { db } = unit;
    const { head } = await db
      .selectFrom(buckets)
      .select('head')
      .where('bucket', '=', bucket)
      .executeTakeFirstOrThrow();
    const number = head + 1;
    const id = `${database.source}-${bucket}-${number}`;
    const body = JSON.stringify({ id, at: unit.now, trace: null, ...event });
    await db
      .insertInto(outbox)
      .values({ bucket, number, type: event.type, key: event.key, body, at: unit.now })
      .execute();
    await db.updateTable(buckets).set({ head: number }).where('bucket', '=', bucket).execute();
  });
}
