import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cache, ListRead } from '../port.ts';
import type { CacheFactory } from './setup.ts';
import { LONG, withTwo } from './setup.ts';

const options = { max: 4, ttl: LONG };

async function readAll(cache: Cache, key: string): Promise<Omit<ListRead, 'run'>> {
  const everything = { below: null, above: null, limit: 1000, order: 'newest' } as const;
  const { run, ...content } = await cache.lists.read(key, everything);
  assert.ok(run.length > 0 && !run.includes(' '), 'a mark holds it between spaces');
  return content;
}

export function listTests(factory: CacheFactory): void {
  test(
    'an absent list has neither mark nor ids',
    withTwo(factory, async (first) => {
      assert.deepEqual(await readAll(first, 'l'), { mark: null, ids: [], lowest: null, size: 0 });
    }),
  );

  test(
    'a push reaches many lists, makes them without a mark, and twice is once',
    withTwo(factory, async (first, second) => {
      const keys = Array.from({ length: 2500 }, (_, index) => `l${index}`);
      await first.lists.push(keys, 7, options);
      await second.lists.push(keys, 7, options);
      await second.lists.push(keys, 3, options);
      for (const key of ['l0', 'l1000', 'l2499']) {
        assert.deepEqual(await readAll(first, key), { mark: null, ids: [7, 3], lowest: 3, size: 2 });
      }
      await first.lists.push([], 1, options);
    }),
  );

  test(
    'ids up to 2^53 stay exact',
    withTwo(factory, async (first, second) => {
      const highest = Number.MAX_SAFE_INTEGER;
      await first.lists.push(['l'], highest - 1, options);
      await first.lists.push(['l'], highest, options);
      await first.lists.push(['l'], 1, options);
      assert.deepEqual((await readAll(second, 'l')).ids, [highest, highest - 1, 1]);
      const range = { below: highest, above: 1, limit: 10, order: 'newest' as const };
      assert.deepEqual((await second.lists.read('l', range)).ids, [highest - 1]);
    }),
  );

  test(
    'trimming keeps the highest ids and spares the mark',
    withTwo(factory, async (first) => {
      await first.lists.build('l', [10, 20, 30, 40, 50], 'mark', options);
      assert.deepEqual(await readAll(first, 'l'), {
        mark: 'mark',
        ids: [50, 40, 30, 20],
        lowest: 20,
        size: 4,
      });
      await first.lists.push(['l'], 45, options);
      await first.lists.push(['l'], 15, options);
      await first.lists.push(['l'], 60, options);
      assert.deepEqual(await readAll(first, 'l'), {
        mark: 'mark',
        ids: [60, 50, 45, 40],
        lowest: 40,
        size: 4,
      });
    }),
  );

  test(
    'a build unions with what was pushed meanwhile and replaces the mark',
    withTwo(factory, async (first, second) => {
      await first.lists.push(['l'], 25, options);
      await second.lists.build('l', [30, 10, 20, 10], 'one', options);
      assert.deepEqual(await readAll(first, 'l'), {
        mark: 'one',
        ids: [30, 25, 20, 10],
        lowest: 10,
        size: 4,
      });
      await first.lists.build('l', [], 'é two', options);
      assert.deepEqual(await readAll(second, 'l'), {
        mark: 'é two',
        ids: [30, 25, 20, 10],
        lowest: 10,
        size: 4,
      });
    }),
  );

  test(
    'a list that was built empty has a mark',
    withTwo(factory, async (first) => {
      await first.lists.build('l', [], 'mark', options);
      assert.deepEqual(await readAll(first, 'l'), { mark: 'mark', ids: [], lowest: null, size: 0 });
      await first.lists.push(['l'], 1, options);
      assert.deepEqual(await readAll(first, 'l'), { mark: 'mark', ids: [1], lowest: 1, size: 1 });
    }),
  );

  test(
    'no reader sees half a build while ids are pushed',
    withTwo(factory, async (first, second) => {
      const room = { max: 100, ttl: LONG };
      await first.lists.build('l', [1], '1', room);
      const writing = (async () => {
        for (let round = 2; round <= 60; round++) await first.lists.build('l', [round], String(round), room);
      })();
      const pushing = (async () => {
        for (let id = 1001; id <= 1020; id++) await second.lists.push(['l'], id, room);
      })();
      for (let round = 0; round < 60; round++) {
        const { mark, ids } = await readAll(second, 'l');
        assert.ok(mark !== null);
        assert.equal(Math.max(...ids.filter((id) => id < 1000)), Number(mark));
      }
      await Promise.all([writing, pushing]);
      assert.equal((await readAll(first, 'l')).size, 80);
    }),
  );

  test(
    'an absent list gets its time once; a push to an existing one does not renew it',
    withTwo(factory, async (first, _, { elapse }) => {
      await first.lists.push(['l'], 1, { max: 4, ttl: 400 });
      await elapse(250);
      await first.lists.push(['l'], 2, { max: 4, ttl: LONG });
      assert.equal((await readAll(first, 'l')).size, 2);
      await elapse(250);
      assert.deepEqual(await readAll(first, 'l'), { mark: null, ids: [], lowest: null, size: 0 });
    }),
  );

  test(
    'build and touch set the time anew; touch makes nothing',
    withTwo(factory, async (first, _, { elapse }) => {
      await first.lists.build('built', [1], 'm', { max: 4, ttl: 200 });
      await first.lists.build('built', [2], 'm', { max: 4, ttl: LONG });
      await first.lists.build('touched', [1], 'm', { max: 4, ttl: 200 });
      await first.lists.touch('touched', LONG);
      await first.lists.build('shortened', [1], 'm', { max: 4, ttl: LONG });
      await first.lists.touch('shortened', 200);
      await first.lists.touch('absent', LONG);
      await elapse(300);
      assert.equal((await readAll(first, 'built')).size, 2);
      assert.equal((await readAll(first, 'touched')).mark, 'm');
      assert.equal((await readAll(first, 'shortened')).mark, null);
      assert.equal((await readAll(first, 'absent')).mark, null);
    }),
  );

  test(
    'a dropped list comes back without its mark',
    withTwo(factory, async (first, second) => {
      await first.lists.build('a', [1, 2], 'm', options);
      await first.lists.build('b', [1], 'm', options);
      await second.lists.drop(['a', 'b', 'absent']);
      await second.lists.drop([]);
      await second.lists.push(['a'], 9, options);
      assert.deepEqual(await readAll(first, 'a'), { mark: null, ids: [9], lowest: 9, size: 1 });
      assert.deepEqual(await readAll(first, 'b'), { mark: null, ids: [], lowest: null, size: 0 });
    }),
  );
}
