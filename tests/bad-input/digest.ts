/** Everything that is kept, as one text: what a refused request must not change. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Network } from '@fanfare/testkit';
import { tableNames } from '../support/tables.ts';

/** Kept by the server for itself, whatever anybody asks. */
const bookkeeping: readonly RegExp[] = [
  // Who may mint ids, how far consumers are, how far events are numbered.
  /^(notification_)?node_lease$/,
  /^(notification_)?consumer_offset$/,
  /^(notification_)?outbox_bucket$/,
  /^stream_head$/,
  // Which full-text index there is, and how far it is built.
  /^search_index$/,
  /^lease$/,
  /^outbox_relay$/,
  /^log_position$/,
  // How the place is, taken down each minute.
  /^vital_samples$/,
  // When somebody was here last.
  /^last_seen$/,
  // How often a password or a code was tried.
  /^identity_attempts$/,
  // How the full-text index is stored; its entries stand in tables of their own.
  /_(data|idx|docsize|config|segdir|segments|stat)$/,
];

/** A heartbeat travels through these all the time. */
const without: Record<string, string> = {
  outbox: "type <> 'heartbeat'",
  notification_outbox: "type <> 'heartbeat'",
  stream_log: "event <> 'heartbeat'",
};

export interface Digest {
  /** Something was written since the last look, bookkeeping included. Null: that is not to be had. */
  moved: (() => boolean) | null;
  /** By table. */
  take(): Promise<Map<string, string>>;
  close(): Promise<void>;
}

export async function digestOf(network: Network): Promise<Digest> {
  return network.folder === '' ? digestOfTables(network) : digestOfFiles(network.folder);
}

/** Of the core database on a server. */
async function digestOfTables({ query }: Network): Promise<Digest> {
  const tables = (await tableNames(query, 'core')).filter(isTold);
  return {
    moved: null,
    async take() {
      const all = new Map<string, string>();
      for (const table of tables) {
        const rows = await query(statementFor(table));
        all.set(table, hashOf(rows.map((row) => Object.values(row).map(textOf).join('|'))));
      }
      return all;
    },
    close: async () => {},
  };
}

function digestOfFiles(folder: string): Digest {
  const files = ['fanfare.db', ...(readdirSync(folder).includes('search.db') ? ['search.db'] : [])];
  const dbs = files.map((name) => new DatabaseSync(join(folder, name), { readOnly: true }));
  let versions = '';
  const version = (db: DatabaseSync) => Number(db.prepare('PRAGMA data_version').get()?.data_version);

  return {
    moved() {
      const now = dbs.map(version).join();
      const moved = now !== versions;
      versions = now;
      return moved;
    },
    async take() {
      const all = dbs.flatMap((db, index) =>
        tablesOf(db).map((table): [string, string] => [`${files[index]} ${table}`, rowsOf(db, table)]),
      );
      return new Map([...all, ['media', readdirSync(folder, { recursive: true }).filter(isPicture).join()]]);
    },
    async close() {
      for (const db of dbs) db.close();
    },
  };
}

function isPicture(name: string | Buffer): boolean {
  return String(name).startsWith('media/');
}

function tablesOf(db: DatabaseSync): string[] {
  return db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name))
    .filter(isTold);
}

/** What is counted is folded from one table into the other now and then. */
const isTold = (table: string) =>
  table !== 'counter_base' && !bookkeeping.some((pattern) => pattern.test(table));

function statementFor(table: string): string {
  return table === 'counter_delta'
    ? `SELECT kind, entity_id, SUM(value) AS value FROM (
         SELECT kind, entity_id, value FROM counter_base
         UNION ALL SELECT kind, entity_id, delta FROM counter_delta) AS counted GROUP BY kind, entity_id`
    : `SELECT * FROM ${table} WHERE ${without[table] ?? '1 = 1'}`;
}

function rowsOf(db: DatabaseSync, table: string): string {
  const statement = db.prepare(statementFor(table));
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  return hashOf(statement.all().map((row) => (row as unknown as unknown[]).map(textOf).join('|')));
}

function hashOf(rows: string[]): string {
  return createHash('sha256').update(rows.sort().join('\n')).digest('hex');
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}
