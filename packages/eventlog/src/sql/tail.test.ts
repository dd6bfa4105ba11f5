import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outbox } from '@fanfare/sql';
import { bucketOf } from '@fanfare/sql';
import { harnessOf, update, upTo } from '../kit/harness.ts';
import { tailOf } from './tail.ts';

const open = harnessOf(new URL('./world.test-support.ts', import.meta.url).href);
const bucket = bucketOf('1');

test('groups at the head share one read; what lags behind the window reads for itself', async (t) => {
  const { core } = await open(t);
  let reads = 0;
  const rows: Outbox['rows'] = (...args) => {
    reads += 1;
    return core.outbox.rows(...args);
  };
  const tail = tailOf({ ...core.outbox, rows });
  const numbers = async (after: number) => (await tail.rows(bucket, after)).map(({ number }) => number);
  const emit = (count: number) =>
    update(core, ...upTo(count).map((version): [number, number] => [1, version]));

  await emit(10);
  assert.deepEqual(await Promise.all([numbers(0), numbers(0)]), [upTo(10), upTo(10)]);
  assert.deepEqual(await numbers(4), [5, 6, 7, 8, 9, 10]);
  assert.equal(reads, 1);

  await emit(1);
  assert.deepEqual(await Promise.all([numbers(10), numbers(10)]), [[11], [11]]);
  assert.deepEqual(await numbers(9), [10, 11]);
  assert.equal(reads, 2);

  await emit(600);
  for (let after = 11; after < 611; ) after = (await numbers(after)).at(-1) ?? Number.NaN;
  const atHead = reads;
  assert.equal((await numbers(610)).at(-1), 611);
  assert.equal(reads, atHead);
  assert.equal((await numbers(0))[0], 1);
  assert.equal(reads, atHead + 1, 'the window is bounded');
  assert.equal((await numbers(610)).at(-1), 611);
  assert.equal(reads, atHead + 1, 'a read behind it leaves it whole');

  tail.age();
  tail.age();
  await numbers(610);
  assert.equal(reads, atHead + 2, 'what nobody reads is dropped');
});
