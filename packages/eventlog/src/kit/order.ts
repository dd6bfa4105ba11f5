import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Open } from './harness.ts';
import { applied, recorder, update, upTo } from './harness.ts';

export function orderTests(open: Open): void {
  test('keeps order per key under many writers, some of which abort, and leaves no gap', async (t) => {
    const world = await open(t);
    const group = recorder({ database: world.core });
    const log = await world.start([group]);
    const keys = upTo(20);
    await Promise.all(
      keys.map(async (key) => {
        for (const version of upTo(15)) {
          await update(world.core, [key, version]);
          const aborted = world.core.unit(async (unit) => {
            unit.emit('account.updated', { account_id: key, version: 1_000 });
            throw new Error('changed my mind');
          });
          await assert.rejects(aborted, /changed my mind/);
        }
      }),
    );
    await log.settled();
    assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, upTo(15)])));
    assertGapless(group.seen);
  });

  test('delivers each event once with its effect when nothing fails', async (t) => {
    const world = await open(t);
    const groups = ['one', 'two'].map((name) => recorder({ name, database: world.core }));
    const log = await world.start(groups);
    await update(world.core, ...upTo(200).map((key): [number, number] => [key, 1]));
    await log.settled();
    for (const { group, seen } of groups) {
      assert.equal(seen.length, 200);
      assert.equal(Object.keys(await applied(world.core, group)).length, 200);
    }
  });

  test('prepares an event only after the one before it in its key is stored', async (t) => {
    const world = await open(t);
    const stored: (number | undefined)[] = [];
    const log = await world.start([
      recorder({
        database: world.core,
        async before(event) {
          stored.push((await applied(world.core))[event.key]?.at(-1));
        },
      }),
    ]);
    await update(world.core, ...upTo(10).map((version): [number, number] => [7, version]));
    await log.settled();
    assert.deepEqual(stored, [undefined, ...upTo(9)]);
  });

  test('gives each handler an object of its own', async (t) => {
    const world = await open(t);
    const objects: object[] = [];
    const groups = ['one', 'two'].map((name) =>
      recorder({
        name,
        database: world.core,
        before(event) {
          objects.push(event.data);
          Object.assign(event.data, { version: -1 });
        },
      }),
    );
    const log = await world.start(groups);
    await update(world.core, [1, 5]);
    await log.settled();
    assert.equal(objects.length, 2);
    assert.notEqual(objects[0], objects[1]);
  });
}

/** Event ids end in bucket and number: each bucket's must be 1, 2, 3 … in the order they were seen. */
function assertGapless(ids: readonly string[]): void {
  const next = new Map<string, number>();
  for (const id of ids) {
    const [bucket, number] = id.split('-').slice(-2);
    const expected = (next.get(String(bucket)) ?? 0) + 1;
    assert.equal(Number(number), expected, `bucket ${bucket} goes on with ${number}`);
    next.set(String(bucket), expected);
  }
}
