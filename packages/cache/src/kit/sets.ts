import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheFactory } from './setup.ts';
import { LONG, withTwo } from './setup.ts';

export function setTests(factory: CacheFactory): void {
  test(
    'absent is null, empty is empty',
    withTwo(factory, async (first, second) => {
      assert.equal(await first.sets.members('s'), null);
      await first.sets.add('s', [], { ttl: LONG });
      assert.deepEqual(await second.sets.members('s'), []);
    }),
  );

  test(
    'members join once and leave; the last one leaves an empty set',
    withTwo(factory, async (first, second) => {
      await first.sets.add('s', ['b', 'a', 'b'], { ttl: LONG });
      await second.sets.add('s', ['c', 'a', '', 'é'], { ttl: LONG });
      assert.deepEqual((await first.sets.members('s'))?.toSorted(), ['', 'a', 'b', 'c', 'é']);
      await second.sets.remove('s', ['a', 'x', '', 'é', 'c']);
      assert.deepEqual(await first.sets.members('s'), ['b']);
      await second.sets.remove('s', ['b']);
      assert.deepEqual(await first.sets.members('s'), []);
    }),
  );

  test(
    'removing from an absent set does not make it',
    withTwo(factory, async (first) => {
      await first.sets.remove('s', ['a']);
      assert.equal(await first.sets.members('s'), null);
    }),
  );

  test(
    'an add sets the time anew',
    withTwo(factory, async (first, _, { elapse }) => {
      await first.sets.add('short', ['a'], { ttl: 200 });
      await first.sets.add('renewed', ['a'], { ttl: 200 });
      await first.sets.add('renewed', ['b'], { ttl: LONG });
      await elapse(300);
      assert.equal(await first.sets.members('short'), null);
      assert.deepEqual((await first.sets.members('renewed'))?.toSorted(), ['a', 'b']);
    }),
  );
}
