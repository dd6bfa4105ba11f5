import assert from 'node:assert/strict';
import { isUniqueViolation } from '../errors.ts';
import { insertIgnore } from '../insert.ts';
import type { Case } from './harness.ts';
import { outcomes, range } from './harness.ts';
import type { KitDatabase } from './site.ts';

export function unitCases(check: Case): void {
  check('a unit returns its result, and another client sees its rows', async ({ open }) => {
    const [one, other] = [await open(), await open()];
    const result = await add(one, 1);
    assert.equal(result, 'item 1');
    assert.deepEqual(await names(other), ['item 1']);
  });

  check('connections are counted, where there are any', async ({ open }) => {
    const database = await open();
    if (database.connections === undefined) return;
    await add(database, 1);
    const { connections } = database;
    assert.deepEqual([connections().busy, connections().waiting], [0, 0]);
    assert.ok(connections().idle >= 1);
    await database.unit(async (unit) => {
      await unit.db.selectFrom('kit_items').select('id').execute();
      assert.equal(connections().busy, 1);
    });
  });

  check(
    'what is to happen afterwards happens once it is on disk, and not when the unit failed',
    async ({ open }) => {
      const [one, other] = [await open(), await open()];
      const happened: string[] = [];
      const seen = Promise.withResolvers<string[]>();
      await one.unit(async (unit) => {
        await unit.db.insertInto('kit_items').values({ id: 1, name: 'item 1', value: 0 }).execute();
        unit.afterwards(() => {
          happened.push('stored');
          seen.resolve(names(other));
        });
        assert.deepEqual(happened, []);
      });
      const failing = one.unit(async (unit) => {
        unit.afterwards(() => happened.push('failed'));
        throw new Error('refused');
      });
      await assert.rejects(failing, /refused/);
      assert.deepEqual(happened, ['stored']);
      assert.deepEqual(await seen.promise, ['item 1']);
    },
  );

  check(
    'a unit that throws leaves nothing, rows or events, and hurts no other of its group',
    async ({ open }) => {
      const database = await open();
      const done = await outcomes(
        range(30).map((id) =>
          database.unit(async (unit) => {
            await unit.db
              .insertInto('kit_items')
              .values({ id, name: `item ${id}`, value: 0 })
              .execute();
            unit.emit('heartbeat', { node: id, beat: id });
            unit.count('account.followers', id, 1);
            if (id % 3 === 0) throw new Error(`refused ${id}`);
          }),
        ),
      );
      const refused = done
        .map((outcome, id) => (outcome.status === 'rejected' ? id : -1))
        .filter((id) => id >= 0);
      assert.deepEqual(
        refused,
        range(30).filter((id) => id % 3 === 0),
      );
      for (const id of refused) {
        assert.match(String((done[id] as PromiseRejectedResult).reason), new RegExp(`refused ${id}$`));
      }
      assert.equal((await names(database)).length, 20);
      const rows = await database.read.selectFrom('outbox').select('key').execute();
      assert.deepEqual(
        rows.map((row) => Number(row.key)).sort((left, right) => left - right),
        range(30).filter((id) => id % 3 !== 0),
      );
    },
  );

  check('a taken unique key fails the unit, and says so', async ({ open }) => {
    const database = await open();
    await add(database, 1);
    await assert.rejects(add(database, 1), isUniqueViolation);
  });

  check('a query that fails ends the unit, also when its error is caught', async ({ open }) => {
    const database = await open();
    await add(database, 1);
    const swallowed = database.unit(async (unit) => {
      await unit.db.insertInto('kit_items').values({ id: 2, name: 'item 2', value: 0 }).execute();
      await unit.db
        .insertInto('kit_items')
        .values({ id: 1, name: 'item 1', value: 0 })
        .execute()
        .catch(() => undefined);
    });
    await assert.rejects(swallowed, isUniqueViolation);
    assert.deepEqual(await names(database), ['item 1']);
  });

  check('nothing is seen before it is committed', async ({ open }) => {
    const [one, other] = [await open({ strictUnits: false }), await open()];
    let seen: string[] = ['nobody looked'];
    await one.unit(async (unit) => {
      await unit.db.insertInto('kit_items').values({ id: 1, name: 'item 1', value: 0 }).execute();
      seen = [...(await names(other)), ...(await names(one))];
    });
    assert.deepEqual(seen, []);
    assert.deepEqual(await names(other), ['item 1']);
  });

  check('two clients at once: one of them gets a unique key, and no raise is lost', async ({ open }) => {
    const clients = [await open(), await open()];
    await clients[0]?.unit((unit) =>
      unit.db.insertInto('kit_items').values({ id: 0, name: 'sum', value: 0 }).execute(),
    );
    const results = await Promise.all(
      range(50).flatMap((id) =>
        clients.map((database) =>
          database.unit(async (unit) => {
            const raise = unit.db.updateTable('kit_items').set((row) => ({ value: row('value', '+', 1) }));
            await raise.where('name', '=', 'sum').execute();
            return insertIgnore(unit.db, 'kit_items', { id: unit.id(), name: `item ${id}`, value: id });
          }),
        ),
      ),
    );
    assert.equal(results.filter((inserted) => inserted).length, 50);
    for (const database of clients) {
      const sum = database.read.selectFrom('kit_items').select('value').where('name', '=', 'sum');
      assert.equal((await sum.executeTakeFirstOrThrow()).value, 100);
    }
  });

  check(
    'an event whose data is not what its schema says fails the unit, without showing the data',
    async ({ open }) => {
      const database = await open();
      const wrong = database.unit(async (unit) => {
        await unit.db.insertInto('kit_items').values({ id: 1, name: 'item 1', value: 0 }).execute();
        unit.emit('heartbeat', { node: 'a secret' as unknown as number, beat: 1 });
      });
      await assert.rejects(
        wrong,
        (error: Error) => /heartbeat.*\/node/.test(error.message) && !/secret/.test(error.message),
      );
      assert.deepEqual(await names(database), []);
    },
  );

  check('a snapshot sees one state while others write', async ({ open }) => {
    const [one, other] = [await open(), await open()];
    await add(one, 1);
    await one.snapshot(async (db) => {
      const before = await db.selectFrom('kit_items').select('name').execute();
      await add(other, 2);
      await add(one, 3);
      assert.deepEqual(await db.selectFrom('kit_items').select('name').execute(), before);
    });
    assert.equal((await names(one)).length, 3);
  });
}

export function add(database: KitDatabase, id: number, body: string | null = null): Promise<string> {
  return database.unit(async (unit) => {
    await unit.db
      .insertInto('kit_items')
      .values({ id, name: `item ${id}`, value: id, body })
      .execute();
    return `item ${id}`;
  });
}

export async function names(database: KitDatabase): Promise<string[]> {
  const rows = await database.read.selectFrom('kit_items').select('name').orderBy('id').execute();
  return rows.map((row) => row.name);
}
