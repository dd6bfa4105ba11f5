/** Two clients of one database at the same time: what only a server can do wrong. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { isAppError } from '@fanfare/kernel';
import type { Unit } from '../port.ts';
import { bucketOf } from '../system/bucket.ts';
import type { Case } from './harness.ts';
import { gate, range } from './harness.ts';
import type { KitDatabase, KitTables } from './site.ts';

export function clientCases(check: Case): void {
  check('numbers stay gapless and in order while one client is late with its commit', async ({ open }) => {
    const [late, quick] = [await open({ strictUnits: false }), await open()];
    const bucket = bucketOf('1');
    for (const [round, fails] of [false, true, false].entries()) {
      const [held, go] = [gate(), gate()];
      const first = late.unit(async (unit) => {
        const lock = unit.db.updateTable('outbox_bucket').set((row) => ({ head: row('head', '+', 0) }));
        await lock.where('bucket', '=', bucket).execute();
        held.open();
        await go.opened;
        unit.emit('heartbeat', { node: 1, beat: 2 * round });
        if (fails) throw new Error('aborted');
      });
      await held.opened;
      const second = quick.unit(async (unit) => unit.emit('heartbeat', { node: 1, beat: 2 * round + 1 }));
      await wait(30);
      const seen = await quick.outbox.rows(bucket, 0, 100);
      assert.equal(seen.at(-1)?.number ?? 0, seen.length, 'what is seen has no gap');
      go.open();
      if (fails) await assert.rejects(first, /aborted/);
      else await first;
      await second;
    }
    const rows = await quick.outbox.rows(bucket, 0, 100);
    assert.deepEqual(
      rows.map((row) => [row.number, JSON.parse(row.body).data.beat]),
      [0, 1, 3, 4, 5].map((beat, at) => [at + 1, beat]),
    );
  });

  check('units that deadlock run again, whole, until both are done', async ({ open }) => {
    const clients = [await open({ strictUnits: false }), await open({ strictUnits: false })] as const;
    // With one writer at a time the two never hold a row each.
    if (clients[0].dialect === 'sqlite') return;
    await items(clients[0], 2);
    const holding = [gate(), gate()] as const;
    let runs = 0;
    const crossed = (mine: 0 | 1) => async (unit: Unit<KitTables>) => {
      runs += 1;
      await raise(unit, mine);
      unit.emit('heartbeat', { node: mine, beat: 1 });
      unit.count('account.statuses', mine, 1);
      holding[mine].open();
      await holding[1 - mine]?.opened;
      await raise(unit, 1 - mine);
    };
    await Promise.all([clients[0].unit(crossed(0)), clients[1].unit(crossed(1))]);
    assert.ok(runs > 2, `${runs} runs`);
    const rows = await clients[0].read.selectFrom('kit_items').select('value').execute();
    assert.deepEqual(rows, [{ value: 2 }, { value: 2 }]);
    for (const node of [0, 1]) {
      assert.equal((await clients[0].outbox.rows(bucketOf(`${node}`), 0, 10)).length, 1, 'one event each');
    }
    const deltas = await clients[0].read.selectFrom('counter_delta').select('delta').execute();
    assert.deepEqual(deltas, [{ delta: 1 }, { delta: 1 }]);
  });

  check('a unit that cannot have its lock fails in time, and says so', async ({ open }) => {
    const [holder, waiter] = [await open({ strictUnits: false }), await open()];
    if (holder.dialect === 'sqlite') return;
    await items(holder, 1);
    const [held, go] = [gate(), gate()];
    const holding = holder.unit(
      async (unit) => {
        await raise(unit, 0);
        held.open();
        await go.opened;
      },
      { lane: 'bulk' },
    );
    await held.opened;
    const began = performance.now();
    await assert.rejects(
      waiter.unit((unit) => raise(unit, 0)),
      (error) => isAppError(error, 'engine_away'),
    );
    assert.ok(performance.now() - began < 6_500, 'within the deadline of people’s units');
    go.open();
    await holding;
    await waiter.unit((unit) => raise(unit, 0));
  });

  check('bulk work that fills its lane keeps neither people nor fan-out waiting', async ({ open }) => {
    const database = await open({ strictUnits: false });
    if (database.dialect === 'sqlite') return;
    const go = gate();
    const bulk = range(40).map((id) =>
      database.unit(
        async (unit) => {
          await unit.db
            .insertInto('kit_items')
            .values({ id, name: `bulk ${id}`, value: 0 })
            .execute();
          await go.opened;
        },
        { lane: 'bulk' },
      ),
    );
    const others = range(20).map((at) =>
      database.unit(
        async (unit) => {
          await unit.db
            .insertInto('kit_items')
            .values({ id: 1_000 + at, name: `other ${at}`, value: 0 })
            .execute();
        },
        { lane: at % 2 === 0 ? 'people' : 'fanout' },
      ),
    );
    await Promise.all(others);
    assert.equal((await database.read.selectFrom('kit_items').select('id').execute()).length, 20);
    go.open();
    await Promise.all(bulk);
  });
}

function items(database: KitDatabase, count: number): Promise<void> {
  return database.unit(async (unit) => {
    for (const id of range(count)) {
      await unit.db
        .insertInto('kit_items')
        .values({ id, name: `item ${id}`, value: 0 })
        .execute();
    }
  });
}

async function raise(unit: Unit<KitTables>, id: number): Promise<void> {
  const update = unit.db.updateTable('kit_items').set((row) => ({ value: row('value', '+', 1) }));
  await update.where('id', '=', id).execute();
}
