import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Open, Updated } from './harness.ts';
import { applied, recorder, update, upTo } from './harness.ts';

/** Throws for one version of key 1 until it is mended. */
function fault(version: number, times = Number.POSITIVE_INFINITY) {
  const state = { left: times };
  const check = (event: Updated): void => {
    if (event.key !== '1' || event.data.version !== version || state.left <= 0) return;
    state.left -= 1;
    throw new Error('cannot read "a text that nobody may see"');
  };
  const mend = () => {
    state.left = 0;
  };
  return { check, mend };
}

export function failureTests(open: Open): void {
  for (const where of ['before', 'within'] as const) {
    const part = where === 'before' ? 'handler' : 'effect';

    test(`one failing ${part} is tried again, and what was prepared beside it stays whole`, async (t) => {
      const world = await open(t);
      const log = await world.start([recorder({ database: world.core, [where]: fault(2, 1).check })]);
      const keys = upTo(100);
      for (const version of upTo(3)) {
        await update(world.core, ...keys.map((key): [number, number] => [key, version]));
      }
      await log.settled();
      assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, upTo(3)])));
      assert.deepEqual(await log.retries(), []);
    });

    test(`behind one ${part} that fails for good its key queues, and nothing else`, async (t) => {
      const world = await open(t);
      const { check, mend } = fault(2);
      const log = await world.start([recorder({ database: world.core, [where]: check })]);
      for (const version of upTo(4)) await update(world.core, [1, version], [2, version]);
      await assert.rejects(log.settled(), /recorder fails at account\.updated .*: Error: cannot read "…"/);
      assert.deepEqual(await applied(world.core), { 1: [1], 2: upTo(4) });
      const rows = await log.retries('recorder');
      assert.deepEqual(
        rows.map(({ key, type, attempts }) => ({ key, type, tried: attempts >= 3 })),
        [true, false, false].map((tried) => ({ key: '1', type: 'account.updated', tried })),
      );
      assert.ok(rows.every(({ cause }) => !cause.includes('nobody')));
      assert.deepEqual(await log.retries('another'), []);
      assert.equal((await log.state())[0]?.retries, 3);

      mend();
      assert.equal(await log.replay({ group: 'recorder' }), 3);
      await log.settled();
      assert.deepEqual(await applied(world.core), { 1: upTo(4), 2: upTo(4) });
      assert.deepEqual(await log.retries(), []);
    });
  }

  test('a replay of one event runs it and what waited behind it, without anybody settling', async (t) => {
    const world = await open(t);
    const { check, mend } = fault(1);
    const done = Promise.withResolvers<void>();
    const database = world.core;
    const group = recorder({
      database,
      before: check,
      within: ({ data }) => data.version === 2 && done.resolve(),
    });
    const log = await world.start([group]);
    await update(database, [1, 1], [1, 2]);
    await assert.rejects(log.settled());
    mend();
    const [first] = await log.retries();
    assert.equal(await log.replay({ id: first?.id ?? '' }), 1);
    const alive = setInterval(() => undefined, 1_000);
    await done.promise;
    clearInterval(alive);
    await log.settled();
    assert.deepEqual(await applied(database), { 1: [1, 2] });
  });

  test('the retry table survives a restart, and the key still queues', async (t) => {
    const world = await open(t);
    const broken = await world.start([recorder({ database: world.core, before: fault(1).check })]);
    await update(world.core, [1, 1]);
    await assert.rejects(broken.settled());
    await broken.stop();
    await update(world.core, [1, 2]);
    const mended = await world.start([recorder({ database: world.core })]);
    await mended.settled();
    assert.deepEqual(await applied(world.core), { 1: [1, 2] });
  });

  test('an event whose data is not what its type says fails alone', async (t) => {
    const world = await open(t);
    const log = await world.start([recorder({ database: world.core })]);
    await world.emitRaw(world.core, {
      type: 'account.updated',
      version: 1,
      key: '1',
      data: { account_id: 'x' },
    });
    await update(world.core, [1, 2], [2, 1]);
    await assert.rejects(log.settled(), /the data is not that of account\.updated/);
    assert.deepEqual(await applied(world.core), { 2: [1] });
    assert.equal((await log.retries()).length, 2);
  });
}
