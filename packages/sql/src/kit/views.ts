import assert from 'node:assert/strict';
import type { Unit } from '../port.ts';
import { counts, foldCounters } from '../system/counters.ts';
import { holdAccounts } from '../system/hold.ts';
import { viewStates } from '../system/view-states.ts';
import type { Case } from './harness.ts';
import { range, seeded } from './harness.ts';
import type { KitDatabase, KitTables } from './site.ts';

export function viewCases(check: Case): void {
  check('raise and acted raise their own number, once per unit', async ({ open }) => {
    const database = await open();
    await accounts(database, [1, 2, 3]);
    await database.unit(async (unit) => {
      unit.raise(2, 1);
      unit.raise(1);
      unit.acted(2, 3);
    });
    const states = await viewStates(database.read, [3, 1, 99, 2]);
    assert.deepEqual(
      states.map((row) => [row.account_id, row.version, row.act_version]),
      [
        [3, 1, 2],
        [1, 2, 1],
        [2, 2, 2],
      ],
    );
  });

  check('role and state change together with the version', async ({ open }) => {
    const database = await open();
    await accounts(database, [1]);
    await database.unit(async (unit) => {
      unit.setViewState(1, { role: 'moderator' });
      unit.setViewState(1, { state: 'suspended' });
    });
    assert.deepEqual(await viewStates(database.read, [1]), [
      { account_id: 1, version: 2, act_version: 1, role: 'moderator', state: 'suspended' },
    ]);
  });

  check(
    'units that raise the same accounts in opposite orders all end, and no raise is lost',
    async ({ open }) => {
      const clients = [await open(), await open()] as const;
      const all = range(20).map((id) => id + 1);
      await accounts(clients[0], all);
      await Promise.all(
        range(40).map((at) =>
          clients[at % 2 === 0 ? 0 : 1].unit(async (unit) => {
            unit.raise(...(at % 2 === 0 ? all : all.toReversed()));
          }),
        ),
      );
      const states = await viewStates(clients[1].read, all);
      assert.deepEqual(new Set(states.map((row) => row.version)), new Set([41]));
    },
  );

  check('a unit that holds an account reads what the one before it wrote', async ({ open }) => {
    const clients = [await open(), await open()] as const;
    await accounts(clients[0], [1, 2, 3]);
    const items = range(2).map((id) => ({ id, name: `held ${id}`, value: 0, body: null }));
    await clients[0].unit(async (unit) => {
      await unit.db.insertInto('kit_items').values(items).execute();
    });
    const raise = (unit: Unit<KitTables>, id: number, value: number) =>
      unit.db.updateTable('kit_items').set({ value }).where('id', '=', id).execute();
    const valueAt = (unit: Pick<Unit<KitTables>, 'db'>, id: number) =>
      unit.db.selectFrom('kit_items').select('value').where('id', '=', id).executeTakeFirstOrThrow();
    await Promise.all(
      range(40).map((at) =>
        clients[at % 2 === 0 ? 0 : 1].unit(async (unit) => {
          // Two that hold different pairs, named in any order, meet at one account.
          const held = at % 4 < 2 ? [2, 1] : [3, 2];
          await holdAccounts(unit, ...held);
          for (const id of [0, 1]) await raise(unit, id, (await valueAt(unit, id)).value + 1);
          unit.raise(...held);
        }),
      ),
    );
    for (const id of [0, 1]) assert.equal((await valueAt({ db: clients[1].read }, id)).value, 40);
  });

  check('a status is open until it is closed', async ({ open }) => {
    const database = await open();
    await database.unit(async (unit) => {
      unit.openFanout(7, 1);
      unit.openFanout(5, 2);
    });
    const open_ = () => database.read.selectFrom('fanout_open').selectAll().orderBy('status_id').execute();
    assert.deepEqual(await open_(), [
      { status_id: 5, account_id: 2 },
      { status_id: 7, account_id: 1 },
    ]);
    await database.unit(async (unit) => unit.closeFanout(5));
    assert.deepEqual(await open_(), [{ status_id: 7, account_id: 1 }]);
  });

  check(
    'counters are exact at every moment, under 50 units at once, two clients and folding',
    async ({ open }) => {
      const clients = [await open(), await open()] as const;
      const kinds = ['status.favourites', 'status.replies'] as const;
      const random = seeded(11);
      const entities = [1, 2, 3];
      const expected = new Map(
        entities.map((entity) => [entity, { 'status.favourites': 0, 'status.replies': 0 }]),
      );
      for (const round of range(6)) {
        const changes = range(50).map(() => ({
          kind: kinds[random() < 0.5 ? 0 : 1],
          entity: entities[Math.floor(random() * 3)] ?? 1,
          delta: random() < 0.3 ? -1 : 1,
          aborts: random() < 0.2,
        }));
        const writing = changes.map(({ kind, entity, delta, aborts }, at) =>
          clients[at % 2 === 0 ? 0 : 1].unit(async (unit) => {
            unit.count(kind, entity, 2 * delta);
            unit.count(kind, entity, -delta);
            if (aborts) throw new Error('aborted');
          }),
        );
        const folding = clients.map((database) => foldCounters(database, 10 + round));
        for (const { kind, entity, delta, aborts } of changes) {
          const row = expected.get(entity);
          if (!aborts && row !== undefined) row[kind] += delta;
        }
        await Promise.allSettled(writing);
        assert.deepEqual(await counts(clients[round % 2 === 0 ? 0 : 1].read, kinds, entities), expected);
        await Promise.all(folding);
        assert.deepEqual(await counts(clients[0].read, kinds, entities), expected);
      }
      while ((await foldCounters(clients[0], 25)) === 25);
      assert.equal(await foldCounters(clients[0], 25), 0);
      assert.deepEqual(await counts(clients[1].read, kinds, entities), expected);
      assert.deepEqual(await clients[1].read.selectFrom('counter_delta').selectAll().execute(), []);
    },
  );
}

function accounts(database: KitDatabase, ids: readonly number[]): Promise<void> {
  return database.unit(async (unit) => {
    for (const id of ids.toReversed())
      unit.createViewState({ account_id: id, role: 'user', state: 'active' });
  });
}
