/** MySQL as the conformance kit wants it: a database per test, an engine per client. */
import { randomBytes } from 'node:crypto';
import { engineUrl } from '@fanfare/engines';
import { silentLog, systemClock } from '@fanfare/kernel';
import { createConnection } from 'mysql2/promise';
import type { OpeningSite } from '../kit/index.ts';
import type { KitClient, KitTables } from '../kit/site.ts';
import type { MysqlOptions } from './index.ts';
import { openMysql } from './index.ts';

export async function mysqlSite(): Promise<OpeningSite> {
  return siteOn(await engineUrl('mysql'));
}

/** A database of its own on that server. */
export async function siteOn(server: string): Promise<OpeningSite> {
  const name = `kit_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    open: (options) => clientOf({ url, ...options }),
    child: { script: new URL('./kit-child.test-support.ts', import.meta.url), argument: url },
    url,
    openUrl: (other) => clientOf({ url: other }),
    faults: () => faultsOf(url),
    port: Number(new URL(server).port),
    async cutSessions() {
      const there = `SELECT id FROM information_schema.processlist WHERE db = '${name}'`;
      for (const { id } of await asAdmin(server, there)) await asAdmin(server, `KILL ${id}`);
    },
    // No smallDisk: InnoDB ends the whole server when a rollback needs room that there is not.
    async cleanup() {
      await asAdmin(server, `DROP DATABASE ${name}`);
    },
  };
}

export async function clientOf({
  url,
  port,
  ...options
}: Partial<MysqlOptions> & { url: string; port?: number }): Promise<KitClient> {
  const engine = await openMysql({
    ...{ log: silentLog, clock: systemClock, strictUnits: true },
    ...options,
    url: port === undefined ? url : Object.assign(new URL(url), { port }).href,
  });
  return { database: engine.database<KitTables>('core'), close: () => engine.close() };
}

export async function asAdmin(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const connection = await createConnection(url);
  try {
    let rows: unknown = [];
    for (const statement of statements) [rows] = await connection.query(statement);
    return rows as Record<string, unknown>[];
  } finally {
    await connection.end();
  }
}

/** Every table with all its indexes. */
async function faultsOf(url: string): Promise<string[]> {
  const tables = await asAdmin(
    url,
    'select table_name as name from information_schema.tables where table_schema = database()',
  );
  const names = tables.map((row) => `\`${row.name}\``);
  const found = await asAdmin(url, `CHECK TABLE ${names.join(', ')} EXTENDED`);
  return found.filter((row) => row.Msg_text !== 'OK').map((row) => `${row.Table}: ${row.Msg_text}`);
}
