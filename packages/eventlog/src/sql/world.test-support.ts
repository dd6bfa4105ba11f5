/** The conformance kit on SQLite: two files, so that neither database commits with the other. */
import { join } from 'node:path';
import { silentLog, systemClock } from '@fanfare/kernel';
import { bucketOf, migrate } from '@fanfare/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import type { KitDatabase, KitTables, KitWorld, RawEvent } from '../kit/world.ts';
import { kitMigrations } from '../kit/world.ts';
import { sqlEventLog } from './sql-event-log.ts';

export async function openWorld(folder: string): Promise<KitWorld> {
  const base = { log: silentLog, clock: systemClock, strictUnits: true };
  const coreEngine = openSqlite({ file: join(folder, 'core.db'), ...base });
  const notificationEngine = openSqlite({ file: join(folder, 'notification.db'), ...base });
  const core = coreEngine.database<KitTables>('core');
  const notification = notificationEngine.database<KitTables>('notification');
  for (const database of [core, notification]) await migrate(database, [kitMigrations]);
  return {
    core,
    notification,
    log: (options = {}) =>
      sqlEventLog({
        sources: [core, notification].map((database) => ({ name: database.source, database })),
        log: silentLog,
        clock: systemClock,
        ...options,
      }),
    emitRaw,
    async close() {
      await coreEngine.close();
      await notificationEngine.close();
    },
  };
}

async function emitRaw(database: KitDatabase, event: RawEvent): Promise<void> {
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
