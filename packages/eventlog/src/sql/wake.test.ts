import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog, systemClock } from '@fanfare/kernel';
import { harnessOf, recorder, update } from '../kit/harness.ts';
import type { KitDatabase } from '../kit/world.ts';
import { sqlEventLog } from './sql-event-log.ts';

const open = harnessOf(new URL('./world.test-support.ts', import.meta.url).href);

/** A log on one database that consumes until its first event. */
async function firstEvent(database: KitDatabase, pollInterval: number) {
  const seen = Promise.withResolvers<string>();
  const log = sqlEventLog({
    sources: [{ name: 'core', database }],
    log: silentLog,
    clock: systemClock,
    pollInterval,
  });
  log.consume([recorder({ database, before: ({ id }) => seen.resolve(id) })]);
  await log.start();
  await log.settled();
  return { log, seen: seen.promise };
}

test('a commit wakes the groups, without a poll', async (t) => {
  const { core } = await open(t);
  const { log, seen } = await firstEvent(core, 2 ** 30);
  await update(core, [1, 1]);
  assert.match(await seen, /^core-/);
  await log.stop();
});

test('a commit that nobody told of is found by a poll', async (t) => {
  const { core } = await open(t);
  const { log, seen } = await firstEvent({ ...core, onCommitted: () => () => undefined }, 5);
  await update(core, [1, 1]);
  const alive = setInterval(() => undefined, 1_000);
  assert.match(await seen, /^core-/);
  clearInterval(alive);
  await log.stop();
});
