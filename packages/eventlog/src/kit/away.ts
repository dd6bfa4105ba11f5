import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@fanfare/kernel';
import type { Open } from './harness.ts';
import { applied, recorder, update, upTo } from './harness.ts';

export function awayTests(open: Open): void {
  for (const [code, where] of [
    ['engine_away', 'before'],
    ['engine_away', 'within'],
    ['disk_full', 'within'],
  ] as const) {
    test(`${code} thrown ${where} the unit pauses the group, and it goes on by itself`, async (t) => {
      const world = await open(t);
      let away = true;
      const back = Promise.withResolvers<void>();
      const check = () => {
        if (away) throw new AppError(code, { detail: 'redis does not answer' });
        back.resolve();
      };
      const other = recorder({ name: 'other', database: world.core });
      const log = await world.start([recorder({ database: world.core, [where]: check }), other]);
      const keys = upTo(40);
      const before = Date.now();
      await update(world.core, ...keys.map((key): [number, number] => [key, 1]));

      await assert.rejects(log.settled(), new RegExp(`recorder waits: ${code}: redis does not answer`));
      const [paused, running] = await log.state();
      assert.equal(paused?.paused?.cause, `${code}: redis does not answer`);
      assert.ok((paused?.paused?.since ?? 0) >= before);
      assert.deepEqual([paused?.lag, paused?.retries], [40, 0]);
      assert.equal(running?.paused, null);
      assert.deepEqual(await applied(world.core), {});

      away = false;
      const alive = setInterval(() => undefined, 1_000);
      await back.promise;
      clearInterval(alive);
      await log.settled();
      assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, [1]])));
      assert.equal((await log.state())[0]?.paused, null);
    });
  }

  test('a retry that meets an engine away counts no attempt and pauses the group', async (t) => {
    const world = await open(t);
    let error: Error = new Error('broken');
    const throwing = recorder({
      database: world.core,
      before({ key }) {
        if (key === '1') throw error;
      },
    });
    const log = await world.start([throwing]);
    await update(world.core, [1, 1], [2, 1]);
    await assert.rejects(log.settled(), /recorder fails/);
    const [row] = await log.retries();
    error = new AppError('engine_away');
    await log.replay({});
    await assert.rejects(log.settled(), /recorder waits: engine_away/);
    assert.equal((await log.retries())[0]?.attempts, row?.attempts);
  });

  test('an event of a type that this program does not know pauses every group, and nothing passes it', async (t) => {
    const world = await open(t);
    const log = await world.start([recorder({ database: world.core })]);
    await update(world.core, [1, 1]);
    await world.emitRaw(world.core, { type: 'planet.exploded', version: 1, key: '1', data: {} });
    await update(world.core, [1, 2]);
    await assert.rejects(log.settled(), /waits: .*unknown event type planet\.exploded/);
    assert.deepEqual(await applied(world.core), { 1: [1] });
    assert.equal((await log.state())[0]?.lag, 2);
  });

  test('an event of a newer schema pauses the groups that handle its type, no others', async (t) => {
    const world = await open(t);
    const handling = recorder({ database: world.core });
    const beat = async () => undefined;
    const other = { ...recorder({ name: 'other', database: world.core }), handlers: { heartbeat: beat } };
    const log = await world.start([handling, other]);
    const data = { account_id: 1, version: 1 };
    await world.emitRaw(world.core, { type: 'account.updated', version: 99, key: '1', data });
    await assert.rejects(log.settled(), /recorder waits: .*schema version 99/);
    // The other group is on its way still, or has passed the event.
    let [paused, running] = await log.state();
    while (running?.lag !== 0) [paused, running] = await log.state();
    assert.deepEqual([paused?.lag, running.paused], [1, null]);
  });
}
