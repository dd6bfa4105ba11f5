import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '@fanfare/kernel';
import type { BlobFactory } from './setup.ts';
import { bytesOf, keysOf, readBytes, withTwo } from './setup.ts';

const type = 'image/png';
const isConflict = (error: unknown) => isAppError(error, 'conflict');

export function writeTests(factory: BlobFactory): void {
  test(
    'a blob is never changed',
    withTwo(factory, async (first, second) => {
      await first.put('k', bytesOf('one', 10), { type });
      await assert.rejects(second.put('k', bytesOf('two', 20), { type: 'text/html' }), isConflict);
      assert.deepEqual(await readBytes(first, 'k'), bytesOf('one', 10));
      const read = await second.get('k');
      assert.equal(read?.type, type);
      read?.stream.destroy();
    }),
  );

  test(
    'of many puts of one key one wins, whole',
    withTwo(factory, async (first, second) => {
      const tries = Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? first : second).put('k', bytesOf(`v${index}`, 200_000 + index), {
          type: `x/${index}`,
        }),
      );
      const results = await Promise.allSettled(tries);
      const winner = results.findIndex((one) => one.status === 'fulfilled');
      assert.equal(results.filter((one) => one.status === 'fulfilled').length, 1);
      for (const one of results) assert.ok(one.status === 'fulfilled' || isConflict(one.reason));
      assert.deepEqual(await readBytes(second, 'k'), bytesOf(`v${winner}`, 200_000 + winner));
      const read = await first.get('k');
      assert.equal(read?.type, `x/${winner}`);
      read?.stream.destroy();
      assert.deepEqual(await keysOf(first, ''), ['k']);
    }),
  );

  test(
    'a copy has the bytes and the type, and lives on its own',
    withTwo(factory, async (first, second) => {
      await first.put('from', bytesOf('k', 50_000), { type });
      await second.copy('from', 'some/where/to');
      await first.delete('from');
      assert.equal(await first.get('from'), null);
      assert.deepEqual(await readBytes(first, 'some/where/to'), bytesOf('k', 50_000));
      const read = await first.get('some/where/to');
      assert.deepEqual([read?.size, read?.type], [50_000, type]);
      read?.stream.destroy();
    }),
  );

  test(
    'a copy needs its source and does not overwrite',
    withTwo(factory, async (first, second) => {
      await first.put('a', bytesOf('a', 5), { type });
      await first.put('b', bytesOf('b', 5), { type });
      await assert.rejects(second.copy('absent', 'c'), (error) => isAppError(error, 'not_found'));
      await assert.rejects(second.copy('a', 'b'), isConflict);
      assert.deepEqual(await readBytes(first, 'b'), bytesOf('b', 5));
      assert.deepEqual(await keysOf(first, ''), ['a', 'b']);
    }),
  );

  test(
    'of puts and copies to one key at once one wins, whole',
    withTwo(factory, async (first, second) => {
      const sizes = [100_000, 150_000, 200_000];
      for (const size of sizes)
        await first.put(`from/${size}`, bytesOf(`${size}`, size), { type: `x/${size}` });
      const results = await Promise.allSettled([
        ...sizes.flatMap((size) => [first.copy(`from/${size}`, 'to'), second.copy(`from/${size}`, 'to')]),
        first.put('to', bytesOf('300000', 300_000), { type: 'x/300000' }),
      ]);
      assert.equal(results.filter((one) => one.status === 'fulfilled').length, 1);
      for (const one of results) assert.ok(one.status === 'fulfilled' || isConflict(one.reason));
      const read = await second.get('to');
      read?.stream.destroy();
      assert.equal(read?.type, `x/${read?.size}`);
      assert.deepEqual(await readBytes(second, 'to'), bytesOf(`${read?.size}`, read?.size ?? 0));
    }),
  );

  test(
    'delete takes several, absent ones are fine, and the key is free again',
    withTwo(factory, async (first, second) => {
      await first.put('d/a', bytesOf('a', 5), { type });
      await first.put('d/b', bytesOf('b', 5), { type });
      await second.delete('d/a', 'absent', 'd/none/x', 'd/b');
      await second.delete();
      assert.deepEqual(await keysOf(first, ''), []);
      await first.put('d/a', bytesOf('again', 6), { type });
      assert.deepEqual(await readBytes(second, 'd/a'), bytesOf('again', 6));
    }),
  );

  test(
    'puts and deletes in one folder do not disturb each other',
    withTwo(factory, async (first, second) => {
      const work = Array.from({ length: 60 }, async (_, index) => {
        const key = `folder/deep/k${index}`;
        await (index % 2 === 0 ? first : second).put(key, bytesOf(key, 100), { type });
        await (index % 2 === 0 ? second : first).delete(key);
      });
      await Promise.all(work);
      assert.deepEqual(await keysOf(first, ''), []);
    }),
  );

  test(
    'a blob being read stays whole while it is deleted',
    withTwo(factory, async (first, second) => {
      await first.put('k', bytesOf('k', 1_000_000), { type });
      const read = await first.get('k');
      await second.delete('k');
      let size = 0;
      for await (const chunk of read?.stream ?? []) size += chunk.length;
      assert.equal(size, 1_000_000);
    }),
  );
}
