/**
 * Every migration only adds to what was there, so that the version before it goes on serving on the tables: in a
 * rolling upgrade, and on the way back. One that takes something away says which version it needs: docs/upgrade.md.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { silentLog, systemClock } from '@fanfare/kernel';
import type { Migration, MigrationSet } from '@fanfare/sql';
import { migrate } from '@fanfare/sql';
import type { SqliteEngine } from '@fanfare/sql/sqlite';
import { openSqlite } from '@fanfare/sql/sqlite';
import { migrations } from './migrations.ts';

interface Column {
  type: string;
  required: boolean;
  default: string | null;
}
interface Table {
  columns: Map<string, Column>;
  /** Of each index, what it is made of; `!` in front where it lets nothing in twice. */
  indexes: Map<string, string>;
}
type Tables = Map<string, Table>;

/** Older than the first release: nobody has stood on what it took away. */
const beforeRelease = new Set(['identity/0003-owner-links']);

describe('the migrations', () => {
  let folder: string;
  let engine: SqliteEngine;
  /** The same file, past the port. */
  let file: DatabaseSync;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-migrations-'));
    const path = join(folder, 'tables.db');
    engine = openSqlite({ file: path, log: silentLog, clock: systemClock });
    file = new DatabaseSync(path);
  });
  after(async () => {
    file.close();
    await engine.close();
    await rm(folder, { recursive: true });
  });

  for (const name of ['core', 'notification'] as const) {
    it(`of ${name} only add, or say which version they need`, async () => {
      const database = engine.database<unknown>(name);
      const wrong: string[] = [];
      let before = tablesOf(file);
      for (const { set, migration } of steps(migrations[name])) {
        await migrate(database, [set]);
        const now = tablesOf(file);
        if (migration.oldest === undefined && !beforeRelease.has(`${set.owner}/${migration.name}`))
          wrong.push(...taken(before, now).map((what) => `${set.owner}/${migration.name} ${what}`));
        before = now;
      }
      assert.deepEqual(wrong, []);
      assert.ok(before.size > 3);
    });
  }

  it('are seen when they take something away', async () => {
    const database = engine.database<unknown>('core');
    const grown: Migration = {
      name: '0001',
      async up(_db, schema) {
        const columns = { id: { type: 'id' }, name: { type: 'key' }, word: { type: 'key' } } as const;
        await schema.createTable('walked', columns, { primaryKey: ['id'] });
        await schema.createIndex('walked_name', 'walked', ['name']);
        await schema.createTable('left', { id: { type: 'id' } }, { primaryKey: ['id'] });
        await schema.addColumn('walked', 'added', { type: 'integer', default: 0 });
      },
    };
    const before = tablesOf(file);
    await migrate(database, [{ owner: 'walk', migrations: [grown] }]);
    const now = tablesOf(file);
    assert.deepEqual(taken(before, now), []);
    for (const [change, said] of [
      [
        'ALTER TABLE walked RENAME COLUMN name TO called',
        [/takes away walked.name/, /requires walked.called/],
      ],
      ['ALTER TABLE walked DROP COLUMN word', [/takes away walked.word/]],
      ['DROP TABLE "left"', [/takes away the table left/]],
      ['DROP INDEX walked_name', [/takes away the index walked_name/]],
      ['CREATE UNIQUE INDEX walked_once ON walked (name)', [/lets walked have .* only once/]],
    ] as const) {
      const changed = changedBy(file, change);
      assert.equal(taken(now, changed).length, said.length, change);
      for (const words of said) assert.match(taken(now, changed).join('\n'), words);
    }
  });
});

/** One migration more each time. */
function* steps(sets: readonly MigrationSet[]): Generator<{ set: MigrationSet; migration: Migration }> {
  for (const { owner, migrations: all } of sets)
    for (const [at, migration] of all.entries())
      yield { set: { owner, migrations: all.slice(0, at + 1) }, migration };
}

/** What older versions would miss. */
function taken(before: Tables, now: Tables): string[] {
  return [...before].flatMap(([name, was]) => {
    const is = now.get(name);
    if (is === undefined) return [`takes away the table ${name}`];
    const wrong: string[] = [];
    for (const [column, { type, required }] of was.columns) {
      const there = is.columns.get(column);
      if (there === undefined) wrong.push(`takes away ${name}.${column}`);
      else if (there.type !== type || there.required !== required) wrong.push(`changes ${name}.${column}`);
    }
    for (const [column, { required, default: value }] of is.columns)
      if (!was.columns.has(column) && required && value === null)
        wrong.push(`requires ${name}.${column}, which older versions do not write`);
    for (const index of was.indexes.keys())
      if (!is.indexes.has(index)) wrong.push(`takes away the index ${index}`);
    for (const [index, of] of is.indexes)
      if (!was.indexes.has(index) && of.startsWith('!'))
        wrong.push(`lets ${name} have (${of.slice(1)}) only once`);
    return wrong;
  });
}

/** Looks at what would be, and puts it back. */
function changedBy(file: DatabaseSync, change: string): Tables {
  file.exec(`BEGIN; ${change}`);
  const seen = tablesOf(file);
  file.exec('ROLLBACK');
  return seen;
}

function tablesOf(file: DatabaseSync): Tables {
  const all = (query: string, ...values: string[]) => file.prepare(query).all(...values);
  return new Map(
    all("SELECT name FROM sqlite_schema WHERE type = 'table'").map(({ name }) => {
      const columns = all('SELECT * FROM pragma_table_info(?)', String(name)).map((row): [string, Column] => [
        String(row.name),
        { type: String(row.type), required: row.notnull === 1, default: row.dflt_value as string | null },
      ]);
      const indexes = all('SELECT * FROM pragma_index_list(?)', String(name)).map((row): [string, string] => {
        const of = all('SELECT name FROM pragma_index_info(?)', String(row.name)).map((one) => one.name);
        return [String(row.name), `${row.unique === 1 ? '!' : ''}${of}`];
      });
      return [String(name), { columns: new Map(columns), indexes: new Map(indexes) }];
    }),
  );
}
