import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlobFactory } from './setup.ts';
import { bytesOf, keysOf, readBytes, withTwo } from './setup.ts';

export function readTests(factory: BlobFactory): void {
  test(
    'what one client puts the other gets, with size and type',
    withTwo(factory, async (first, second) => {
      for (const [key, size, type] of [
        ['empty', 0, 'text/plain'],
        ['one/byte', 1, 'image/png'],
        ['a/b/c.d-e_f', 300_000, 'application/json; charset=utf-8'],
      ] as const) {
        await first.put(key, bytesOf(key, size), { type });
        const read = await second.get(key);
        assert.deepEqual([read?.size, read?.type], [size, type]);
        read?.stream.destroy();
        assert.deepEqual(await readBytes(second, key), bytesOf(key, size));
      }
      assert.equal(await second.get('absent'), null);
      assert.equal(await second.get('a/b'), null);
      assert.equal(await second.get('empty/below'), null);
    }),
  );

  test(
    'ranges are inclusive on both sides and end where the blob ends',
    withTwo(factory, async (first, second) => {
      const bytes = bytesOf('k', 1000);
      await first.put('k', bytes, { type: 'video/mp4' });
      for (const [start, end] of [
        [0, 0],
        [0, 999],
        [10, 19],
        [999, 999],
        [500, 5000],
        [990, undefined],
        [1000, 1005],
        [5000, undefined],
      ] as const) {
        const expected = bytes.subarray(start, end === undefined ? undefined : end + 1);
        assert.deepEqual(
          await readBytes(second, 'k', { start, end }),
          Buffer.from(expected),
          `${start}-${end}`,
        );
      }
      const part = await second.get('k', { start: 5, end: 9 });
      assert.deepEqual([part?.size, part?.type], [1000, 'video/mp4']);
      part?.stream.destroy();
    }),
  );

  test(
    'many are read at once',
    withTwo(factory, async (first, second) => {
      const keys = Array.from({ length: 50 }, (_, index) => `k${index}`);
      await Promise.all(keys.map((key) => first.put(key, bytesOf(key, 10_000), { type: 'x/y' })));
      const all = await Promise.all(keys.map((key) => readBytes(second, key)));
      for (const [index, bytes] of all.entries()) assert.deepEqual(bytes, bytesOf(`k${index}`, 10_000));
    }),
  );

  test(
    'list gives the keys with a prefix, whether or not it ends at a slash',
    withTwo(factory, async (first, second) => {
      for (const key of ['a/1', 'a/2', 'a/deep/3', 'ab/4', 'b'])
        await first.put(key, bytesOf(key, 5), { type: 'x/y' });
      assert.deepEqual(await keysOf(second, ''), ['a/1', 'a/2', 'a/deep/3', 'ab/4', 'b']);
      assert.deepEqual(await keysOf(second, 'a'), ['a/1', 'a/2', 'a/deep/3', 'ab/4']);
      assert.deepEqual(await keysOf(second, 'a/'), ['a/1', 'a/2', 'a/deep/3']);
      assert.deepEqual(await keysOf(second, 'a/d'), ['a/deep/3']);
      assert.deepEqual(await keysOf(second, 'none/'), []);
    }),
  );

  test(
    'health',
    withTwo(factory, async (first) => {
      assert.equal((await first.health()).ok, true);
    }),
  );
}
