/** What is kept where: every cell of every table, every file and its name. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Network } from '@fanfare/testkit';
import { tableNames } from '../support/tables.ts';
import { columns } from './allowed.ts';
import { keptInEngines } from './engines.ts';
import type { Needle } from './needles.ts';
import { Needles } from './needles.ts';

/** One cell that holds a needle, as `table.column`. */
interface Find {
  column: string;
  needle: Needle;
}

/** Where needles are kept although they have no business there: in a data folder, or in the databases on servers. */
export async function keptElsewhere(network: Network, needles: Needles): Promise<string[]> {
  return network.folder === '' ? keptOnServers(network, needles) : keptInFolder(network.folder, needles);
}

async function keptOnServers(network: Network, needles: Needles): Promise<string[]> {
  const cells: Find[] = [];
  for (const database of ['core', 'notification'] as const) {
    for (const table of await tableNames(network.query, database)) {
      const rows = await network.query(`SELECT * FROM ${table}`, database);
      cells.push(...findInRows(table, rows, needles));
    }
  }
  const kept = await keptInEngines(network);
  const engines = new Set(kept.map(({ where }) => where.replace(/\..*/, '')));
  assert.deepEqual([...engines].sort(), ['elasticsearch', 'kafka', 'redis', 's3'], 'an engine was not seen');
  for (const { where, text } of kept)
    for (const needle of needles.in(text)) cells.push({ column: where, needle });
  assert.ok(
    ['kafka.author', 's3.name'].every((where) => cells.some(({ column }) => column === where)),
    'the search in engines is blind',
  );
  return [...new Set(misplaced(cells).map(({ column, needle }) => `${column}: ${needle.value}`))];
}

function misplaced(cells: readonly Find[]): Find[] {
  assert.ok(
    cells.some(({ column }) => column === 'submissions.text'),
    'the search for it is blind',
  );
  return cells.filter(({ column, needle }) => !columns[needle.kind]?.some((pattern) => pattern.test(column)));
}

function keptInFolder(folder: string, needles: Needles): string[] {
  const files = filesBelow(folder);
  const cells = files
    .filter((name) => name.endsWith('.db') && name !== 'lock.db')
    .flatMap((name) => findInTables(join(folder, name), needles));
  const wrong = misplaced(cells);
  // The main database has it, also in pages that were freed.
  const others = files.filter((name) => !name.startsWith('fanfare.db'));
  // Pictures are named by their keys.
  const names = new Needles(needles.all.filter(({ kind }) => kind !== 'key')).in(files.join('\n'));
  return [
    ...wrong.map(({ column, needle }) => `${column}: ${needle.value}`),
    ...findInFiles(folder, others, needles),
    ...names.map(({ value }) => `a file is named ${value}`),
    ...namedByContent(folder).map((name) => `${name} is named by what it holds`),
  ];
}

function findInTables(file: string, needles: Needles): Find[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const names = db.prepare("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").all();
    return names.flatMap(({ name }) => findInTable(db, String(name), needles));
  } finally {
    db.close();
  }
}

function findInTable(db: DatabaseSync, table: string, needles: Needles): Find[] {
  const statement = db.prepare(`SELECT * FROM "${table}"`);
  statement.setReadBigInts(true);
  return findInRows(table, statement.iterate(), needles);
}

function findInRows(table: string, rows: Iterable<Record<string, unknown>>, needles: Needles): Find[] {
  const finds = new Map<string, Find>();
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
      for (const needle of needles.in(text)) {
        finds.set(`${column} ${needle.value}`, { column: `${table}.${column}`, needle });
      }
    }
  }
  return [...finds.values()];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
}

/** Files whose bytes hold a needle, as `file: needle`. */
function findInFiles(folder: string, files: readonly string[], needles: Needles): string[] {
  return files.flatMap((name) =>
    needles.in(readFileSync(join(folder, name)).toString('latin1')).map(({ value }) => `${name}: ${value}`),
  );
}

/** Files that are named by what they hold: whoever has the same picture could ask for it. */
function namedByContent(folder: string): string[] {
  return filesBelow(folder)
    .map((name) => join(folder, name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return ['md5', 'sha1', 'sha256'].some((algorithm) =>
        path.includes(createHash(algorithm).update(bytes).digest('hex').slice(0, 16)),
      );
    })
    .map((path) => relative(folder, path));
}
