/** Asks the databases of a deployment past its services. */
import { silentLog, systemClock } from '@fanfare/kernel';
import type { DatabaseName } from '@fanfare/sql';
import { openMysql } from '@fanfare/sql/mysql';
import { openPostgres } from '@fanfare/sql/postgres';
import { CompiledQuery } from 'kysely';
import type { Deployment } from '../deployment.ts';

export interface Databases {
  query: Deployment['query'];
  close(): Promise<void>;
}

/** @param settings with DATABASE_URL and NOTIFICATION_DATABASE_URL */
export async function databasesOf(settings: Readonly<Record<string, string>>): Promise<Databases> {
  const open = (url = '') =>
    (url.startsWith('mysql:') ? openMysql : openPostgres)({ url, log: silentLog, clock: systemClock });
  const core = await open(settings.DATABASE_URL);
  const notification = await open(settings.NOTIFICATION_DATABASE_URL);
  const databases: Record<DatabaseName, ReturnType<typeof core.database>> = {
    core: core.database('core'),
    notification: notification.database('notification'),
  };
  return {
    async query(sql, of = 'core') {
      const { rows } = await databases[of].read.executeQuery(CompiledQuery.raw(sql));
      return rows as Record<string, unknown>[];
    },
    async close() {
      await core.close();
      await notification.close();
    },
  };
}
