import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { beginEpoch } from '@fanfare/sql';
import type { Open } from './harness.ts';
import { applied, recorder, update, upTo } from './harness.ts';

const DAY = 24 * 60 * 60_000;
const later: Clock = { now: () => Date.now() + DAY + 60_000 };

export function beginTests(open: Open): void {
  test('a group added later begins at the first event while none is gone', async (t) => {
    const world = await open(t);
    const first = await world.start([recorder({ name: 'first', database: world.core })]);
    for (const version of upTo(100)) await update(world.core, [1, version]);
    await first.settled();
    await first.stop();
    const added = recorder({ database: world.core });
    await (await world.start([added])).settled();
    assert.deepEqual(await applied(world.core), { 1: upTo(100) });
    assert.equal(added.rebuilt, 0);
  });

  test('what all groups have passed is pruned a day later, no earlier and no further', async (t) => {
    const world = await open(t);
    let away = false;
    const slow = recorder({
      database: world.core,
      before() {
        if (away) throw new AppError('engine_away');
      },
    });
    const groups = [slow, recorder({ name: 'other', database: world.core })];
    const early = await world.start(groups);
    for (const version of upTo(5)) await update(world.core, [1, version]);
    await early.settled();
    assert.equal(await early.prune(), 0);
    await early.stop();

    const log = await world.start(groups, { clock: later });
    await log.settled();
    away = true;
    for (const version of [6, 7]) await update(world.core, [1, version]);
    await assert.rejects(log.settled());
    const [held, free] = world.traits.outboxKeptBy === 'groups' ? [2, 5] : [0, 7];
    assert.equal(await log.prune(), free);
    away = false;
    await log.settled();
    assert.equal(await log.prune(), held);
    assert.deepEqual(await applied(world.core), { 1: upTo(7) });
  });

  test('a group that is new or below the tail when events are gone rebuilds, and starts at the heads it read before', async (t) => {
    const world = await open(t);
    const { core } = world;
    const one = recorder({ name: 'one', database: core });
    let changed: [item: number, version: number] = [0, 0];
    const rebuild = () => update(core, changed);
    const two = recorder({ name: 'two', database: core, rebuild });
    const both = await world.start([one, two]);
    await update(core, [1, 1]);
    await both.settled();
    await both.stop();
    const alone = await world.start([one], { clock: later });
    await update(core, [1, 2], [1, 3], [2, 1]);
    await alone.settled();
    await alone.forget();
    await alone.stop();

    // What is emitted meanwhile comes after the heads.
    changed = [1, 4];
    const back = await world.start([one, two]);
    await back.settled();
    await back.stop();
    changed = [1, 5];
    const added = recorder({ name: 'added', database: core, rebuild });
    const all = await world.start([one, two, added]);
    await all.settled();
    assert.deepEqual([one.rebuilt, two.rebuilt, added.rebuilt], [0, 1, 1]);
    assert.deepEqual(await applied(core, 'one'), { 1: [1, 2, 3, 4, 5], 2: [1] });
    assert.deepEqual(await applied(core, 'two'), { 1: [1, 4, 5] });
    assert.deepEqual(await applied(core, 'added'), { 1: [5] });
    await all.stop();

    await (await world.start([one, two, added])).settled();
    assert.deepEqual([one.rebuilt, two.rebuilt, added.rebuilt], [0, 1, 1]);
  });

  test('after a restore of a source its groups rebuild once', async (t) => {
    const world = await open(t);
    const group = recorder({ database: world.notification });
    const before = await world.start([group]);
    await update(world.core, [1, 1]);
    await before.settled();
    await before.stop();
    await world.core.unit(beginEpoch);
    for (const _start of upTo(2)) {
      const log = await world.start([group]);
      await update(world.core, [1, 2]);
      await log.settled();
      await log.stop();
    }
    assert.equal(group.rebuilt, 1);
    assert.equal((await applied(world.notification))['1']?.at(-1), 2);
  });

  test('a rebuild that meets an engine away is done again when it is back', async (t) => {
    const world = await open(t);
    let away = true;
    const rebuild = async () => {
      if (away) throw new AppError('engine_away');
    };
    const first = await world.start([recorder({ name: 'first', database: world.core })], { clock: later });
    await update(world.core, [1, 1]);
    await first.settled();
    await first.forget();
    await first.stop();
    const group = recorder({ database: world.core, rebuild });
    const log = await world.start([group]);
    await assert.rejects(log.settled(), /recorder waits: engine_away/);
    await update(world.core, [1, 2]);
    away = false;
    await log.settled();
    await update(world.core, [1, 3]);
    await log.settled();
    assert.deepEqual(await applied(world.core), { 1: [3] });
  });
}
