import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { StartError, silentLog, systemClock } from '@fanfare/kernel';
import type { CompiledQuery, Kysely } from 'kysely';
import { sql } from 'kysely';
import type { KitTables } from '../kit/site.ts';
import { add } from '../kit/units.ts';
import { counts } from '../system/counters.ts';
import { outboxOf } from '../system/outbox.ts';
import { viewStates } from '../system/view-states.ts';
import { withSqlite } from './file.test-support.ts';
import { kyselyOver } from './kysely.ts';
import { openSqlite } from './open.ts';
import { queryPlan } from './plan.test-support.ts';

test('integers are bound as integers and rows are ordinary objects', () =>
  withSqlite(async ({ database }) => {
    const big = Number.MAX_SAFE_INTEGER;
    const { rows } =
      await sql<object>`select ${big} as big, typeof(${7}) as type, ${7} / 2 as half, ${0.5} as real`.execute(
        database.read,
      );
    assert.deepEqual(rows, [{ big, type: 'integer', half: 3, real: 0.5 }]);
  }));

test('a commit is on disk before it is answered, whatever happens to the power', () =>
  withSqlite(async ({ database }) => {
    const setting = (name: string) =>
      database.migration(async (db) =>
        Object.values((await sql<object>`${sql.raw(`pragma ${name}`)}`.execute(db)).rows[0] ?? {}),
      );
    assert.deepEqual(await setting('journal_mode'), ['wal']);
    assert.deepEqual(await setting('synchronous'), [2]);
  }));

test('a statement that is kept ready follows a change of the table', () =>
  withSqlite(async ({ database }) => {
    await add(database, 1);
    const read = () => database.read.selectFrom('kit_items').selectAll().execute();
    assert.deepEqual(await read(), [{ id: 1, name: 'item 1', value: 1, body: null }]);
    await database.migration(
      async (db) => void (await sql`alter table kit_items add column more text`.execute(db)),
    );
    assert.deepEqual(await read(), [{ id: 1, name: 'item 1', value: 1, body: null, more: null }]);
  }));

test('values of the wrong type or length are refused, as the server engines do', () =>
  withSqlite(async ({ database }) => {
    const insert = (row: object) =>
      database.unit(({ db }) =>
        db
          .insertInto('kit_items')
          .values({ id: 1, name: 'a', value: 0, ...row })
          .execute(),
      );
    await assert.rejects(insert({ value: 'many' as unknown as number }), /INTEGER/);
    await assert.rejects(insert({ value: 0.5 }), /INTEGER/);
    await assert.rejects(insert({ name: 'x'.repeat(256) }), /CHECK/);
    await insert({ name: '縦'.repeat(255) });
  }));

test('counters, view versions and events are read by their keys, never by a scan', () =>
  withSqlite(async ({ database }) => {
    const asked: CompiledQuery[] = [];
    const listening = kyselyOver<KitTables>((query) => {
      asked.push(query);
      return { rows: [] };
    });
    const unit: typeof database.unit = () => assert.fail('reads only');
    await counts(listening, ['status.replies', 'status.reblogs'], [1, 2]);
    await viewStates(listening, [1, 2]);
    await outboxOf({
      read: listening as unknown as Kysely<unknown>,
      unit: unit as never,
      system: database.system,
    }).rows(1, 5, 10);
    assert.equal(asked.length, 3);
    for (const query of asked) {
      const plan = await queryPlan(database.read, { compile: () => query });
      assert.deepEqual(
        plan.filter((step) => /^SCAN|TEMP B-TREE/.test(step)),
        [],
      );
    }
  }));

test('a file that is no database is refused with a sentence', () =>
  withSqlite(async ({ folder }) => {
    const file = join(folder, 'notes.txt');
    await writeFile(file, 'This is not a database, it only lies where one is expected. '.repeat(20));
    assert.throws(
      () => openSqlite({ file, log: silentLog, clock: systemClock }),
      (error: Error) => {
        assert.ok(error instanceof StartError);
        assert.match(error.message, /notes\.txt cannot be opened/);
        return true;
      },
    );
  }));
