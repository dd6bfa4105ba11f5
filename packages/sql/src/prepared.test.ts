import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kysely } from 'kysely';
import { insertMany } from './insert.ts';
import type { KitTables } from './kit/site.ts';
import { prepared } from './prepared.ts';
import { withSqlite } from './sqlite/file.test-support.ts';

test('a prepared statement answers what one built anew answers, for lists of every length', async () => {
  let built = 0;
  const byIds = prepared((db: Kysely<KitTables>, values: { ids: number[]; least: number }) => {
    built += 1;
    const some = db
      .selectFrom('kit_items')
      .select(['id', 'value'])
      .where('id', 'in', values.ids)
      .where('value', '>=', values.least);
    // The same value in two places, and a list twice.
    return some.unionAll(
      db
        .selectFrom('kit_items')
        .select(['id', 'value'])
        .where('id', 'in', values.ids)
        .where('value', '<', values.least),
    );
  });
  await withSqlite(async ({ database }) => {
    const rows = Array.from({ length: 200 }, (_, index) => ({
      id: index + 1,
      name: `item ${index}`,
      value: index % 7,
      body: null,
    }));
    await database.unit((unit) => insertMany(unit.db, 'kit_items', rows));
    for (const length of [1, 2, 7, 8, 9, 16, 20, 63, 64, 65, 129, 200]) {
      const ids = rows.slice(0, length).map((row) => row.id);
      for (const least of [0, 3, 9]) {
        const found = await byIds(database.read, { ids, least });
        const expected = rows.slice(0, length).map(({ id, value }) => ({ id, value }));
        assert.deepEqual(
          found.toSorted((a, b) => a.id - b.id),
          expected,
        );
      }
    }
    const before = built;
    const again = await database.unit((unit) => byIds(unit.db, { ids: [3, 4], least: 1 }));
    assert.equal(again.length, 2);
    assert.equal(built, before, 'a unit finds what was built for reading');
  });
});

test('a statement without lists has one shape', async () => {
  let built = 0;
  const above = prepared((db: Kysely<KitTables>, values: { value: number; most: number }) => {
    built += 1;
    return db
      .selectFrom('kit_items')
      .select('id')
      .where('value', '>', values.value)
      .orderBy('id')
      .limit(values.most);
  });
  await withSqlite(async ({ database }) => {
    const rows = Array.from({ length: 9 }, (_, index) => ({
      id: index + 1,
      name: `${index}`,
      value: index,
      body: null,
    }));
    await database.unit((unit) => insertMany(unit.db, 'kit_items', rows));
    assert.deepEqual(await above(database.read, { value: 5, most: 2 }), [{ id: 7 }, { id: 8 }]);
    assert.deepEqual(await above(database.read, { value: 7, most: 5 }), [{ id: 9 }]);
    assert.equal(built, 1);
  });
});
