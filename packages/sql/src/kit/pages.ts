import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page, Paged } from '@fanfare/kernel';
import { toPaged } from '@fanfare/kernel';
import { insertIgnore, insertIgnoreMany, insertMany, upsert } from '../insert.ts';
import { keyset } from '../keyset.ts';
import type { Case } from './harness.ts';
import { gate, range, seeded } from './harness.ts';
import type { KitDatabase } from './site.ts';

export function pageCases(check: Case): void {
  check('pages by max_id, since_id and min_id are what brute force gives', async ({ open }) => {
    const database = await open();
    const random = seeded(3);
    const ids = [...new Set(range(120).map(() => 1 + Math.floor(random() * 500)))].sort(
      (left, right) => right - left,
    );
    await fill(database, ids);
    const bound = () => (random() < 0.5 ? null : Math.floor(random() * 520));
    for (const round of range(300)) {
      const page = { maxId: bound(), sinceId: bound(), minId: bound(), limit: 1 + Math.floor(random() * 40) };
      const within = ids.filter(
        (id) => id < (page.maxId ?? Infinity) && id > (page.sinceId ?? 0) && id > (page.minId ?? 0),
      );
      const expected = page.minId === null ? within.slice(0, page.limit) : within.slice(-page.limit);
      const { items } = await read(database, page);
      assert.deepEqual(items, expected, `round ${round}: ${JSON.stringify(page)}`);
    }
  });

  check('walking by next and back by prev gives every row once', async ({ open }) => {
    const database = await open();
    const ids = range(47).map((at) => 1000 - at * 7);
    await fill(database, ids);
    const none = { maxId: null, sinceId: null, minId: null };
    for (const limit of [1, 10, 46, 47, 48]) {
      const down: number[] = [];
      let page = await read(database, { ...none, limit });
      for (; page.items.length > 0; page = await read(database, { ...none, maxId: page.next, limit })) {
        down.push(...page.items);
        assert.ok(down.length <= ids.length, 'a page that does not move on');
        if (page.next === null) break;
      }
      assert.deepEqual(down, ids);
      const up: number[] = [];
      page = await read(database, { ...none, minId: 0, limit });
      for (; page.items.length > 0; page = await read(database, { ...none, minId: page.prev, limit })) {
        up.unshift(...page.items);
        assert.ok(up.length <= ids.length, 'a page that does not move on');
      }
      assert.deepEqual(up, ids);
    }
  });

  check('insertIgnore says whether the row is new, and lets other violations through', async ({ open }) => {
    const database = await open();
    await database.unit(async (unit) => {
      assert.equal(await insertIgnore(unit.db, 'kit_items', { id: 1, name: 'a', value: 1 }), true);
      assert.equal(await insertIgnore(unit.db, 'kit_items', { id: 2, name: 'a', value: 2 }), false);
      const rows = range(500).map((id) => ({ id, name: `n${id}`, value: id }));
      assert.equal(await insertIgnoreMany(unit.db, 'kit_items', rows), 499);
      assert.equal(await insertIgnoreMany(unit.db, 'kit_items', []), 0);
    });
    const withoutName = { id: 900, name: null as unknown as string, value: 0 };
    const tooLong = { id: 901, name: 'x'.repeat(256), value: 0 };
    for (const bad of [withoutName, tooLong]) {
      await assert.rejects(database.unit((unit) => insertIgnore(unit.db, 'kit_items', bad)));
      const good = { id: 902, name: 'good', value: 0 };
      await assert.rejects(database.unit((unit) => insertIgnoreMany(unit.db, 'kit_items', [good, bad])));
    }
    const found = database.read.selectFrom('kit_items').select('id').where('id', '>=', 900);
    assert.deepEqual(await found.execute(), []);
  });

  check('insertIgnore waits for a twin that is in flight', async ({ open }) => {
    const [one, other] = [await open({ strictUnits: false }), await open()];
    for (const fails of [true, false]) {
      const inserted = gate();
      const first = one.unit(async (unit) => {
        await insertIgnore(unit.db, 'kit_items', { id: 1, name: 'twin', value: 1 });
        inserted.open();
        await wait(50);
        if (fails) throw new Error('aborted');
      });
      await inserted.opened;
      const second = other.unit((unit) =>
        insertIgnore(unit.db, 'kit_items', { id: 2, name: 'twin', value: 2 }),
      );
      if (fails) await assert.rejects(first, /aborted/);
      else await first;
      assert.equal(await second, fails, 'the second is new when the first came to nothing');
      await other.unit((unit) => unit.db.deleteFrom('kit_items').execute());
    }
  });

  check('upsert inserts, replaces, or changes what it is told to', async ({ open }) => {
    const database = await open();
    const row = { id: 1, name: 'a', value: 1, body: 'first' };
    await database.unit(async (unit) => {
      await upsert(unit.db, 'kit_items', { keys: ['id'], row });
      await upsert(unit.db, 'kit_items', {
        keys: ['id'],
        row: { ...row, value: 5, body: 'second' },
        update: ['value'],
      });
      await upsert(unit.db, 'kit_items', {
        keys: ['name'],
        row: { ...row, id: 9 },
        update: { body: 'third' },
      });
    });
    assert.deepEqual(await all(database), [{ id: 1, name: 'a', value: 5, body: 'third' }]);
    await database.unit((unit) => upsert(unit.db, 'kit_items', { keys: ['id'], row }));
    assert.deepEqual(await all(database), [row]);
  });
}

function fill(database: KitDatabase, ids: readonly number[]): Promise<void> {
  const rows = ids.map((id) => ({ id, name: `item ${id}`, value: id }));
  return database.unit((unit) => insertMany(unit.db, 'kit_items', rows));
}

async function read(database: KitDatabase, page: Page): Promise<Paged<number>> {
  const query = database.read.selectFrom('kit_items').select('id');
  const rows = await keyset(query, 'kit_items.id', page).execute();
  return toPaged(
    rows.map((row) => row.id),
    page,
    (id) => id,
  );
}

function all(database: KitDatabase) {
  return database.read.selectFrom('kit_items').selectAll().execute();
}
