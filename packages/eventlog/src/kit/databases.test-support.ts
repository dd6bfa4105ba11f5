/** The two databases of a world: SQLite files, or databases of servers that bear the folder's name. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { engineUrl } from '@fanfare/engines';
import { silentLog, systemClock } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import { migrate } from '@fanfare/sql';
import { openMysql } from '@fanfare/sql/mysql';
import { openPostgres } from '@fanfare/sql/postgres';
import { openSqlite } from '@fanfare/sql/sqlite';
import { createConnection } from 'mysql2/promise';
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

/** Core on Postgres, notification too. */
export const postgresPlaces: OpenPlaces = (folder) => serverPlaces(folder, openOnPostgres, openOnPostgres);
/** Core on MySQL, notification too. */
export const mysqlPlaces: OpenPlaces = (folder) => serverPlaces(folder, openOnMysql, openOnMysql);
/** As a whole deployment has them: core on Postgres, notification on MySQL. */
export const mixedPlaces: OpenPlaces = (folder) => serverPlaces(folder, openOnPostgres, openOnMysql);

interface Opened {
  engine: { database<Tables>(name: Source): Database<Tables>; close(): Promise<void> };
  drop(): Promise<void>;
}

type Source = 'core' | 'notification';

async function serverPlaces(
  folder: string,
  openCore: (name: string) => Promise<Opened>,
  openNotification: (name: string) => Promise<Opened>,
): Promise<Places> {
  const open = async (source: Source, on: (name: string) => Promise<Opened>) => {
    const { engine, drop } = await on(`${nameOf(folder)}_${source}`);
    const database = engine.database<KitTables>(source);
    await migrate(database, [kitMigrations]);
    const close = async () => {
      await engine.close();
      await drop();
    };
    return { database, close };
  };
  const core = await open('core', openCore);
  const notification = await open('notification', openNotification);
  return {
    ...{ core: core.database, notification: notification.database },
    async close() {
      await core.close();
      await notification.close();
    },
  };
}

async function openOnPostgres(name: string): Promise<Opened> {
  const server = await engineUrl('postgres');
  const asAdmin = async (work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  };
  await asAdmin(async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
  });
  const engine = await openPostgres({ url: inServer(server, name), ...base });
  const drop = () => asAdmin((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  return { engine, drop };
}

async function openOnMysql(name: string): Promise<Opened> {
  const server = await engineUrl('mysql');
  const asAdmin = async (statement: string): Promise<void> => {
    const connection = await createConnection(server);
    try {
      await connection.query(statement);
    } finally {
      await connection.end();
    }
  };
  await asAdmin(`CREATE DATABASE IF NOT EXISTS ${name}`);
  const engine = await openMysql({ url: inServer(server, name), ...base });
  return { engine, drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name}`) };
}

function inServer(server: string, name: string): string {
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}
