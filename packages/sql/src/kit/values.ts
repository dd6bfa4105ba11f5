import assert from 'node:assert/strict';
import { insertMany } from '../insert.ts';
import { prepared } from '../prepared.ts';
import type { Case } from './harness.ts';
import { range } from './harness.ts';
import type { KitDatabase, KitTables } from './site.ts';

export function valueCases(check: Case): void {
  check('keys are compared, told apart and sorted by their bytes', async ({ open }) => {
    const database = await open();
    const names = [
      '',
      ' ',
      'A',
      'B',
      'a',
      'a ',
      'a  ',
      'a\t',
      'aa',
      'b',
      'e\u0301',
      '\u00e9',
      'ß',
      'ss',
      '東京',
      '😀',
    ];
    const sorted = [...names].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
    await fill(database, names);
    const read = database.read.selectFrom('kit_items').select('name');
    assert.deepEqual(
      (await read.orderBy('name').execute()).map((row) => row.name),
      sorted,
    );
    for (const name of names) {
      assert.deepEqual(await read.where('name', '=', name).execute(), [{ name }]);
      const above = await read.where('name', '>', name).execute();
      assert.equal(above.length, sorted.length - 1 - sorted.indexOf(name), `above ${JSON.stringify(name)}`);
    }
  });

  check('texts come back as they went in, long ones too', async ({ open }) => {
    const database = await open();
    const texts = [
      "'",
      '"',
      '\\',
      '\\\\',
      "\\'; --",
      '?',
      '$1',
      ':a',
      '%_',
      '\u0001\u007f',
      '\r\n',
      '😀'.repeat(40_000),
    ];
    const rows = texts.map((body, id) => ({ id, name: `${id}`, value: 0, body }));
    await database.unit((unit) => insertMany(unit.db, 'kit_items', rows));
    const read = database.read.selectFrom('kit_items').select('body');
    assert.deepEqual(
      (await read.orderBy('id').execute()).map((row) => row.body),
      texts,
    );
    for (const body of texts) assert.deepEqual(await read.where('body', '=', body).execute(), [{ body }]);
  });

  check('integers of 53 bits are numbers, in rows, counts and sums; a truth is 1 or 0', async ({ open }) => {
    const database = await open();
    const values = [Number.MAX_SAFE_INTEGER - 1, Number.MIN_SAFE_INTEGER + 1, 0, -1, 1];
    const rows = values.map((value, id) => ({ id, name: `${id}`, value }));
    await database.unit((unit) => insertMany(unit.db, 'kit_items', rows));
    const read = database.read.selectFrom('kit_items');
    assert.deepEqual(
      (await read.select('value').orderBy('id').execute()).map((row) => row.value),
      values,
    );
    const all = read
      .select((row) => row.fn.countAll<number>().as('count'))
      .select((row) => row.fn.sum<number>('value').as('sum'))
      .select((row) => row.fn.max('value').as('max'))
      .select((row) => row.fn.coalesce(row.fn.min('body'), row.val('none')).as('least'));
    assert.deepEqual(await all.executeTakeFirstOrThrow(), {
      count: 5,
      sum: 0,
      max: values[0],
      least: 'none',
    });
    const one = read.select((row) => row('value', '>', 0).as('above')).where('id', 'in', [0, 1]);
    assert.deepEqual(await one.orderBy('id').execute(), [{ above: 1 }, { above: 0 }]);
    for (const value of values)
      assert.equal((await read.select('id').where('value', '=', value).execute()).length, 1);
  });

  check('nothing is in an empty list, and everything is outside of it', async ({ open }) => {
    const database = await open();
    await fill(database, ['a', 'b']);
    const read = database.read.selectFrom('kit_items').select('name').orderBy('id');
    assert.deepEqual(await read.where('name', 'in', []).execute(), []);
    assert.equal((await read.where('name', 'not in', []).execute()).length, 2);
    const either = read.where((row) => row.or([row('name', 'in', []), row('id', '=', 1)]));
    assert.deepEqual(await either.execute(), [{ name: 'b' }]);
  });

  check('an update counts the rows that it found, changed or not', async ({ open }) => {
    const database = await open();
    await fill(database, ['a', 'b', 'c']);
    const counts = await database.unit(async ({ db }) => {
      const same = db.updateTable('kit_items').set({ value: 0 }).where('id', '<', 2);
      const none = db.updateTable('kit_items').set({ value: 1 }).where('id', '>', 100);
      const gone = db.deleteFrom('kit_items').where('id', '>', 0);
      return [
        (await same.executeTakeFirstOrThrow()).numUpdatedRows,
        (await none.executeTakeFirstOrThrow()).numUpdatedRows,
        (await gone.executeTakeFirstOrThrow()).numDeletedRows,
      ];
    });
    assert.deepEqual(counts, [2n, 0n, 2n]);
  });

  check('a statement is given texts, numbers and nothing, and else refuses', async ({ open }) => {
    const database = await open();
    await fill(database, ['a']);
    for (const wrong of [
      undefined,
      true,
      new Date(),
      { id: 1 },
      [1],
      Number.NaN,
      Number.MAX_SAFE_INTEGER + 1,
    ]) {
      const query = database.read
        .selectFrom('kit_items')
        .select('id')
        .where('value', '=', wrong as never);
      // An array is written as a list by the builder of statements.
      if (!Array.isArray(wrong)) await assert.rejects(query.execute(), String(wrong));
    }
    const nothing = database.read
      .selectFrom('kit_items')
      .select('id')
      .where('body', '=', null as never);
    assert.deepEqual(await nothing.execute(), []);
  });

  check(
    'a statement made ready answers the same each time, also when another client changes the table',
    async ({ open }) => {
      const [one, other] = [await open(), await open()];
      const above = prepared(
        (db: KitDatabase['read'], values: { value: number; names: readonly string[]; most: number }) =>
          db
            .selectFrom('kit_items')
            .select(['id', 'name'])
            .where('value', '>=', values.value)
            .where('name', 'in', values.names)
            .orderBy('id')
            .limit(values.most),
      );
      const values = { value: 0, names: ['a', 'b', 'c'], most: 2 };
      for (const [round, name] of ['a', 'b', 'c'].entries()) {
        const row: KitTables['kit_items'] = { id: round, name, value: round, body: null };
        await other.unit((unit) => unit.db.insertInto('kit_items').values(row).execute());
        assert.equal((await above(one.read, values)).length, Math.min(round + 1, 2));
        const seen = await one.unit((unit) => above(unit.db, { ...values, value: round }));
        assert.deepEqual(seen, [{ id: round, name }]);
      }
    },
  );

  check('a statement made ready survives that a migration changes its table', async ({ open }) => {
    const [one, other] = [await open(), await open()];
    await fill(one, ['a']);
    const all = prepared((db: KitDatabase['read'], values: { id: number }) =>
      db.selectFrom('kit_items').selectAll().where('id', '>=', values.id),
    );
    const many = async () => {
      const read = range(8).map(() => all(one.read, { id: 0 }));
      const inUnits = range(8).map(() => one.unit((unit) => all(unit.db, { id: 0 })));
      return (await Promise.all([...read, ...inUnits])).map(([row]) => Object.keys(row ?? {}).length);
    };
    for (const _ of range(8)) assert.deepEqual(new Set(await many()), new Set([4]));
    await other.migration(async (db) => {
      await db.schema.alterTable('kit_items').addColumn('extra', 'integer').execute();
    });
    assert.deepEqual(new Set(await many()), new Set([5]));
  });
}

function fill(database: KitDatabase, names: readonly string[]): Promise<void> {
  const rows = names.map((name, id) => ({ id, name, value: 0 }));
  return database.unit((unit) => insertMany(unit.db, 'kit_items', rows));
}
