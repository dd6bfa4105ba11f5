/** The two databases of a world: SQLite files, or Postgres databases that bear the folder's name. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { engineUrl } from '@fanfare/engines';
import { silentLog, systemClock } from '@fanfare/kernel';
import { migrate } from '@fanfare/sql';
import { openPostgres } from '@fanfare/sql/postgres';
import { openSqlite } from '@fanfare/sql/sqlite';
import pg from 'pg';
import type { KitDatabase, KitTables } from './world.ts';
import { kitMigrations } from './world.ts';

export interface Places {
  core: KitDatabase;
  notification: KitDatabase;
  /** Closes them; what a server keeps is dropped. */
  close(): Promise<void>;
}

export type OpenPlaces = (folder: string) => Promise<Places>;

const base = { log: silentLog, clock: systemClock, strictUnits: true };

/** The same in every process that works in the folder. */
export function nameOf(folder: string): string {
  return `kit_${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
}

export async function sqlitePlaces(folder: string): Promise<Places> {
  // Two files, so that neither database commits with the other.
  const engines = (['core', 'notification'] as const).map((name) =>
    openSqlite({ file: join(folder, `${name}.db`), ...base }),
  );
  const [core, notification] = [
    engines[0]?.database<KitTables>('core'),
    engines[1]?.database<KitTables>('notification'),
  ];
  if (core === undefined || notification === undefined) throw new Error('no database');
  for (const database of [core, notification]) await migrate(database, [kitMigrations]);
  return {
    ...{ core, notification },
    async close() {
      for (const engine of engines) await engine.close();
    },
  };
}

export async function postgresPlaces(folder: string): Promise<Places> {
  const server = await engineUrl('postgres');
  const open = async (source: 'core' | 'notification') => {
    const name = `${nameOf(folder)}_${source}`;
    await asAdmin(server, async (client) => {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
    });
    const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
    const engine = await openPostgres({ url, ...base });
    const database = engine.database<KitTables>(source);
    await migrate(database, [kitMigrations]);
    const close = async () => {
      await engine.close();
      await asAdmin(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    };
    return { database, close };
  };
  const [core, notification] = [await open('core'), await open('notification')];
  return {
    ...{ core: core.database, notification: notification.database },
    async close() {
      await core.close();
      await notification.close();
    },
  };
}

async function asAdmin(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
