/** Asks the core database of a deployment past its services. */
import { silentLog, systemClock } from '@fanfare/kernel';
import { openMysql } from '@fanfare/sql/mysql';
import { openPostgres } from '@fanfare/sql/postgres';
import { CompiledQuery } from 'kysely';
import type { Deployment } from '../deployment.ts';

export async function coreQuery(
  core: string,
  url: string,
): Promise<{ query: Deployment['query']; close(): Promise<void> }> {
  const open = core === 'mysql' ? openMysql : openPostgres;
  const engine = await open({ url, log: silentLog, clock: systemClock });
  const database = engine.database('core');
  return {
    async query(sql) {
      const { rows } = await database.read.executeQuery(CompiledQuery.raw(sql));
      return rows as Record<string, unknown>[];
    },
    close: () => engine.close(),
  };
}
