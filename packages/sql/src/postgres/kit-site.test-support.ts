/** Postgres as the conformance kit wants it: a database per test, an engine per client. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { engines, engineUrl, startEngine } from '@fanfare/engines';
import { silentLog, systemClock } from '@fanfare/kernel';
import pg from 'pg';
import type { OpeningSite } from '../kit/index.ts';
import type { KitClient, KitTables } from '../kit/site.ts';
import { mountSmall } from '../kit/small-mount.ts';
import type { PostgresOptions } from './index.ts';
import { openPostgres } from './index.ts';

const run = promisify(execFile);

export async function postgresSite(): Promise<OpeningSite> {
  return siteOn(await engineUrl('postgres'));
}

/** A database of its own on that server. */
export async function siteOn(server: string): Promise<OpeningSite> {
  const name = `kit_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const undo: (() => Promise<void>)[] = [];
  return {
    open: (options) => clientOf({ url, ...options }),
    child: { script: new URL('./kit-child.test-support.ts', import.meta.url), argument: url },
    url,
    openUrl: (other) => clientOf({ url: other }),
    faults: () => faultsOf(url),
    port: Number(new URL(server).port),
    async cutSessions() {
      const others = `datname = '${name}' and pid <> pg_backend_pid()`;
      await asAdmin(server, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`);
    },
    async smallDisk() {
      const disk = await smallTablespace();
      if (disk === null) return undefined;
      undo.push(disk.remove);
      return { client: await clientOf({ url: disk.url }), makeRoom: async () => disk.grow() };
    },
    async cleanup() {
      for (const step of undo) await step();
      await asAdmin(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

export async function clientOf({
  url,
  port,
  ...options
}: Partial<PostgresOptions> & { url: string; port?: number }): Promise<KitClient> {
  const engine = await openPostgres({
    ...{ log: silentLog, clock: systemClock, strictUnits: true },
    ...options,
    url: port === undefined ? url : Object.assign(new URL(url), { port }).href,
  });
  return { database: engine.database<KitTables>('core'), close: () => engine.close() };
}

export async function asAdmin(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** A server for one test alone. */
export async function ownServer(options: { durable: boolean }) {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-postgres-'));
  // The server runs as a user of its own.
  await chmod(folder, 0o755);
  const engine = engines.get('postgres');
  if (engine === undefined) throw new Error('there is no engine postgres');
  const server = await startEngine(engine, { folder, ...options });
  return {
    server,
    async remove() {
      await server.kill();
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * A database whose files have a file system of their own; null where this user may not mount one. On a server of its own:
 * while the disk is full none of a server's checkpoints succeeds, and whoever drops a database waits for one.
 */
async function smallTablespace() {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-tablespace-'));
  const mounted = mountSmall(folder, 14);
  if (mounted === null) {
    await rm(folder, { recursive: true });
    return null;
  }
  await run('chown', ['postgres', folder]);
  const { server, remove } = await ownServer({ durable: false });
  await asAdmin(
    server.url,
    `CREATE TABLESPACE small LOCATION '${folder}'`,
    'CREATE DATABASE small TABLESPACE small',
  );
  return {
    url: Object.assign(new URL(server.url), { pathname: '/small' }).href,
    grow: mounted.grow,
    async remove() {
      await remove();
      mounted.unmount();
      await rm(folder, { recursive: true });
    },
  };
}

/** Every index against its table. */
async function faultsOf(url: string): Promise<string[]> {
  const check = `
    SELECT bt_index_check(index => c.oid, heapallindexed => true)
    FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_am a ON a.oid = c.relam
    WHERE a.amname = 'btree' AND c.relpersistence = 'p' AND i.indisvalid`;
  try {
    await asAdmin(url, 'CREATE EXTENSION IF NOT EXISTS amcheck', check);
    return [];
  } catch (error) {
    return [String(error)];
  }
}
