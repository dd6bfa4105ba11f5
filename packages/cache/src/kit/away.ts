import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '@fanfare/kernel';
import type { Cache } from '../port.ts';
import type { CacheFactory } from './setup.ts';
import { LONG, withTwo } from './setup.ts';

/** Every operation of the port once. */
export const operations: Record<string, (cache: Cache) => Promise<unknown>> = {
  runId: (cache) => cache.runId(),
  get: (cache) => cache.get('k'),
  getMany: (cache) => cache.getMany(['k']),
  set: (cache) => cache.set('k', 'v', { ttl: LONG }),
  delete: (cache) => cache.delete('k'),
  increment: (cache) => cache.increment('n', 1, LONG),
  push: (cache) => cache.lists.push(['l'], 1, { max: 5, ttl: LONG }),
  build: (cache) => cache.lists.build('l', [1], 'm', { max: 5, ttl: LONG }),
  read: (cache) => cache.lists.read('l', { below: null, above: null, limit: 5, order: 'newest' }),
  touch: (cache) => cache.lists.touch('l', LONG),
  drop: (cache) => cache.lists.drop(['l']),
  add: (cache) => cache.sets.add('s', ['m'], { ttl: LONG }),
  remove: (cache) => cache.sets.remove('s', ['m']),
  members: (cache) => cache.sets.members('s'),
  publish: (cache) => cache.publish('c', 'x'),
};

export function awayTests(factory: CacheFactory): void {
  test(
    'while the server is away every operation fails with engine_away, and works again afterwards',
    withTwo(factory, async (first, _, { away }) => {
      await first.set('kept', 'v', { ttl: LONG });
      assert.equal((await first.health()).ok, true);
      await away(async () => {
        for (const [name, operation] of Object.entries(operations)) {
          await assert.rejects(operation(first), (error) => isAppError(error, 'engine_away'), name);
        }
        assert.equal((await first.health()).ok, false);
      });
      for (const operation of Object.values(operations)) await operation(first);
      assert.equal((await first.health()).ok, true);
    }),
  );

  test(
    'a server that came back empty says so: another run id, nothing in it',
    withTwo(factory, async (first, second, { flush }) => {
      const before = await first.runId();
      assert.equal(await second.runId(), before);
      await first.set('k', 'v', { ttl: LONG });
      await first.lists.build('l', [1], 'm', { max: 5, ttl: LONG });
      await first.sets.add('s', ['m'], { ttl: LONG });
      await flush();
      assert.notEqual(await first.runId(), before);
      assert.equal(await second.runId(), await first.runId());
      assert.equal(await first.get('k'), null);
      assert.equal(await first.sets.members('s'), null);
      const { mark, size } = await first.lists.read('l', {
        below: null,
        above: null,
        limit: 5,
        order: 'newest',
      });
      assert.deepEqual([mark, size], [null, 0]);
    }),
  );

  test(
    'subscriptions outlive a restart of the server',
    withTwo(factory, async (first, second, { flush }) => {
      const { promise, resolve } = Promise.withResolvers<string>();
      await first.subscribe('c', resolve);
      await flush();
      await second.publish('c', 'after');
      assert.equal(await promise, 'after');
    }),
  );

  test(
    'two servers have different run ids, a closed client is closed',
    withTwo(factory, async (first, second) => {
      const other = await factory.bounded(64_000_000);
      try {
        assert.notEqual(await (await other.connect()).runId(), await first.runId());
      } finally {
        await other.close();
      }
      await first.close();
      await assert.rejects(first.get('k'));
      await second.set('k', 'v', { ttl: LONG });
    }),
  );

  test('a full server lets go of what was not read for longest, and keeps working', async () => {
    const setup = await factory.bounded(4_000_000);
    try {
      const cache = await setup.connect();
      const value = 'x'.repeat(10_000);
      await cache.set('read often', value, { ttl: LONG });
      for (let index = 0; index < 2000; index++) {
        await cache.set(`v${index}`, value, { ttl: LONG });
        assert.equal(await cache.get('read often'), value, `after ${index}`);
      }
      const kept = await cache.getMany(Array.from({ length: 2000 }, (_, index) => `v${index}`));
      const count = kept.filter((one) => one !== null).length;
      assert.ok(count > 20 && count <= 400, `${count} values of 10 kB kept in 4 MB`);
      // An engine may choose among a sample.
      const old = kept.slice(0, 1000).filter((one) => one !== null).length;
      assert.ok(old < count / 2, `${old} of ${count} are from the older half`);
      assert.equal(kept.at(-1), value);
    } finally {
      await setup.close();
    }
  });
}
