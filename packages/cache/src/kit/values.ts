import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheFactory } from './setup.ts';
import { LONG, withTwo } from './setup.ts';

export function valueTests(factory: CacheFactory): void {
  test(
    'what one client sets the other gets, byte for byte',
    withTwo(factory, async (first, second) => {
      for (const value of ['', 'x', '0', '{"a":1}', 'é東👍\n\0', 'x'.repeat(100_000)]) {
        assert.equal(await first.set('key', value, { ttl: LONG }), true);
        assert.equal(await second.get('key'), value);
      }
      assert.equal(await second.get('other'), null);
    }),
  );

  test(
    'getMany answers in the order asked, absent and repeated keys included',
    withTwo(factory, async (first, second) => {
      await first.set('{t}a', '1', { ttl: LONG });
      await first.set('{t}b', '', { ttl: LONG });
      assert.deepEqual(await second.getMany(['{t}b', '{t}x', '{t}a', '{t}b']), ['', null, '1', '']);
      assert.deepEqual(await second.getMany([]), []);
    }),
  );

  test(
    'delete takes several, also absent ones and other kinds',
    withTwo(factory, async (first, second) => {
      await first.set('{t}a', '1', { ttl: LONG });
      await first.sets.add('{t}s', ['m'], { ttl: LONG });
      await second.delete('{t}a', '{t}x', '{t}s');
      assert.equal(await first.get('{t}a'), null);
      assert.equal(await first.sets.members('{t}s'), null);
      await first.delete();
    }),
  );

  test(
    'ifAbsent lets one of many win, and changes nothing otherwise',
    withTwo(factory, async (first, second) => {
      const tries = Array.from({ length: 50 }, (_, index) => {
        const client = index % 2 === 0 ? first : second;
        return client.set('race', String(index), { ttl: LONG, ifAbsent: true });
      });
      const won = (await Promise.all(tries)).flatMap((one, index) => (one ? [String(index)] : []));
      assert.equal(won.length, 1);
      assert.equal(await first.get('race'), won[0]);
    }),
  );

  test(
    'a value is gone when its time is over, and ifAbsent may take its place',
    withTwo(factory, async (first, second, { elapse }) => {
      await first.set('short', 'a', { ttl: 200 });
      await first.set('long', 'b', { ttl: LONG });
      await first.set('renewed', 'c', { ttl: 200 });
      await first.set('renewed', 'd', { ttl: LONG });
      await elapse(300);
      assert.equal(await second.get('short'), null);
      assert.deepEqual(await second.getMany(['short']), [null]);
      assert.equal(await second.get('long'), 'b');
      assert.equal(await second.get('renewed'), 'd');
      assert.equal(await second.set('short', 'e', { ttl: LONG, ifAbsent: true }), true);
    }),
  );

  test(
    'a value without time left is as good as absent',
    withTwo(factory, async (first) => {
      await first.set('over', 'a', { ttl: LONG });
      await first.set('over', 'b', { ttl: 0 });
      assert.equal(await first.get('over'), null);
      await first.set('over', 'c', { ttl: -5 });
      assert.equal(await first.get('over'), null);
    }),
  );

  test(
    'increments from two clients add up, and each sees its own sum',
    withTwo(factory, async (first, second) => {
      const sums = await Promise.all(
        Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? first : second).increment('n', 1, LONG)),
      );
      assert.deepEqual(
        sums.toSorted((a, b) => a - b),
        Array.from({ length: 100 }, (_, index) => index + 1),
      );
      assert.equal(await first.increment('n', -40, LONG), 60);
      assert.equal(await second.get('n'), '60');
    }),
  );

  test(
    'an increment keeps the expiry that the first one set',
    withTwo(factory, async (first, _, { elapse }) => {
      await first.increment('window', 1, 400);
      await elapse(250);
      assert.equal(await first.increment('window', 1, 400), 2);
      await elapse(250);
      assert.equal(await first.increment('window', 1, 400), 1);
    }),
  );

  test(
    'a key that holds another kind is refused',
    withTwo(factory, async (first) => {
      await first.lists.push(['list'], 5, { max: 10, ttl: LONG });
      await assert.rejects(first.get('list'));
      await assert.rejects(first.increment('list', 1, LONG));
      await first.set('text', 'x', { ttl: LONG });
      await assert.rejects(first.sets.members('text'));
      await assert.rejects(first.increment('text', 1, LONG));
    }),
  );
}
