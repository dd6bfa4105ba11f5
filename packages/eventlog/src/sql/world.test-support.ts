/** The conformance kit on SQLite: two files, so that neither database commits with the other. */
import { join } from 'node:path';
import { silentLog, systemClock } from '@fanfare/kernel';
import { migrate } from '@fanfare/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import { emitRaw } from '../kit/raw.ts';
import type { KitTables, KitWorld } from '../kit/world.ts';
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
    traits: { chaos: true, outboxKeptBy: 'groups' },
    async log(options = {}) {
      const log = sqlEventLog({
        sources: [core, notification].map((database) => ({ name: database.source, database })),
        log: silentLog,
        clock: systemClock,
        ...options,
      });
      return { ...log, forget: async () => void (await log.prune()) };
    },
    emitRaw,
    async close() {
      await coreEngine.close();
      await notificationEngine.close();
    },
  };
}
