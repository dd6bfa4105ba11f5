import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import type { ConsumerRetryTable } from '@fanfare/contracts/tables';
import { isAppError, silentLog, systemClock } from '@fanfare/kernel';
import { migrate } from '../migrate.ts';
import { openSqlite } from '../sqlite/index.ts';
import { consumerStore } from './consumers.ts';
import type { DatabaseName } from './tables.ts';

async function open(t: TestContext, name: DatabaseName) {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-consumers-'));
  const engine = openSqlite({
    file: join(folder, 'test.db'),
    log: silentLog,
    clock: systemClock,
    strictUnits: true,
  });
  t.after(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });
  const database = engine.database(name);
  await migrate(database, []);
  return { database, store: consumerStore(database, 'group'), other: consumerStore(database, 'other') };
}

function event(number: number, key = 'a'): Omit<ConsumerRetryTable, 'group_name'> {
  const place = { source: 'core', bucket: 5, number, event_id: `core-5-${number}` };
  return {
    ...place,
    key,
    type: 'heartbeat',
    body: '{}',
    attempts: 0,
    next_at: 100,
    cause: 'broken',
    created_at: 1,
  };
}

for (const name of ['core', 'notification'] as const) {
  test(`offsets in ${name} move only from where they are known to be`, async (t) => {
    const { database, store, other } = await open(t, name);
    const place = { source: 'core', bucket: 5, epoch: 7 };
    const move = (from: number, to: number) =>
      database.unit((unit) => store.moveOffset(unit, place, from, to));
    await move(0, 3);
    await move(3, 4);
    await assert.rejects(move(3, 9), (error) => isAppError(error, 'engine_away'));
    await assert.rejects(move(0, 9), (error) => isAppError(error, 'engine_away'));
    assert.deepEqual(await store.offsets(), [{ group_name: 'group', ...place, number: 4 }]);
    assert.deepEqual(await other.offsets(), []);

    await database.unit((unit) =>
      store.resetOffsets(
        unit,
        'core',
        8,
        new Map([
          [5, 0],
          [6, 12],
        ]),
      ),
    );
    assert.deepEqual(
      (await store.offsets()).map(({ bucket, number, epoch }) => [bucket, number, epoch]),
      [
        [5, 0, 8],
        [6, 12, 8],
      ],
    );
    await move(0, 1);
  });
}

test('an offset moves with its unit or not at all', async (t) => {
  const { database, store } = await open(t, 'core');
  const failing = database.unit(async (unit) => {
    await store.moveOffset(unit, { source: 'core', bucket: 1, epoch: 1 }, 0, 1);
    throw new Error('no');
  });
  await assert.rejects(failing, /no/);
  assert.deepEqual(await store.offsets(), []);
});

test('events wait in the order of their key, once each', async (t) => {
  const { database, store, other } = await open(t, 'core');
  await database.unit(async (unit) => {
    for (const number of [10, 9, 11]) await store.park(unit, event(number));
    await store.park(unit, { ...event(9), cause: 'again' });
    await store.park(unit, event(12, 'b'));
  });
  assert.deepEqual(await store.retryState(), { count: 4, oldest: event(9).created_at });
  assert.deepEqual(await other.retryState(), { count: 0, oldest: null });
  const first = await store.firstRetry('core', 'a');
  assert.deepEqual([first?.number, first?.cause], [9, 'broken']);
  assert.equal(await store.firstRetry('notification', 'a'), undefined);

  await database.unit((unit) => store.removeRetry(unit, event(9)));
  assert.equal((await store.firstRetry('core', 'a'))?.number, 10);
  await database.unit((unit) =>
    store.failRetry(unit, event(10), { attempts: 2, next_at: 900, cause: 'still' }),
  );
  const tried = { ...event(10), group_name: 'group', attempts: 2, next_at: 900, cause: 'still' };
  assert.deepEqual(await store.firstRetry('core', 'a'), tried);

  assert.equal(await database.unit((unit) => other.makeDue(unit, 5)), 0);
  assert.equal(await database.unit((unit) => store.makeDue(unit, 5, 'core-5-10')), 1);
  const due = (await store.retries()).map(({ number, next_at }) => [number, next_at]);
  assert.deepEqual(due, [
    [10, 5],
    [11, 100],
    [12, 100],
  ]);
  assert.equal(await database.unit((unit) => store.makeDue(unit, 6)), 3);
});
