/** What only a log whose offsets lie beside the effects can keep: each effect exactly once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@fanfare/kernel';
import { applied, harnessOf, recorder, update, upTo } from '../kit/harness.ts';
import type { KitDatabase } from '../kit/world.ts';

const open = harnessOf(new URL('./world.test-support.ts', import.meta.url).href);

test('a commit whose answer was lost is not done again', async (t) => {
  const world = await open(t);
  let lose = 3;
  const unit: KitDatabase['unit'] = async (work, options) => {
    const result = await world.core.unit(work, options);
    if (lose-- > 0) throw new AppError('engine_away', { detail: 'the connection broke' });
    return result;
  };
  const log = await world.start([recorder({ database: { ...world.core, unit } })]);
  const keys = upTo(30);
  for (const version of upTo(3))
    await update(world.core, ...keys.map((key): [number, number] => [key, version]));
  await log.settled();
  assert.ok(lose < 0);
  assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, upTo(3)])));
});

test('nothing stands in the way of the one piece of work that asks whether the engine is back', async (t) => {
  const world = await open(t);
  let away = false;
  const group = recorder({
    database: world.core,
    within() {
      if (!away) return;
      away = false;
      throw new AppError('engine_away', { detail: 'the engine is away for a moment' });
    },
  });
  const log = await world.start([group]);
  for (const version of upTo(60)) {
    away = true;
    await update(world.core, ...upTo(4).map((key): [number, number] => [key, version]));
    // Throws when the group is still paused after the probe.
    await log.settled();
  }
  assert.deepEqual(await applied(world.core), Object.fromEntries(upTo(4).map((key) => [key, upTo(60)])));
});

test('two processes that consume for one group, by mistake, apply nothing twice', async (t) => {
  const world = await open(t);
  const logs = [
    await world.start([recorder({ database: world.core })]),
    await world.start([recorder({ database: world.core })]),
  ];
  const keys = upTo(30);
  for (const version of upTo(5))
    await update(world.core, ...keys.map((key): [number, number] => [key, version]));
  const causes: string[] = [];
  for (let settled = false; !settled; ) {
    const results = await Promise.allSettled(logs.map((log) => log.settled()));
    settled = results.every(({ status }) => status === 'fulfilled');
    for (const result of results) if (result.status === 'rejected') causes.push(String(result.reason));
  }
  assert.ok(
    causes.every((cause) => /another process has moved the offset/.test(cause)),
    causes.join('\n'),
  );
  assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, upTo(5)])));
});
