import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@fanfare/kernel';
import { retryBackoff, waitAfter } from './backoff.ts';
import { causeOf, isAway } from './failure.ts';

test('an engine that is away is not the event’s fault', () => {
  assert.equal(isAway(new AppError('engine_away')), true);
  assert.equal(isAway(new AppError('disk_full')), true);
  assert.equal(isAway(new AppError('not_found')), false);
  assert.equal(isAway(new Error('engine_away')), false);
});

test('a cause names the error and holds nothing that was quoted', () => {
  const parse = () => JSON.parse('{"text": secret}');
  assert.throws(
    parse,
    (error) => !causeOf(error).includes('secret') && causeOf(error).startsWith('SyntaxError: '),
  );
  assert.equal(
    causeOf(new Error("Duplicate entry 'a\nb' for key `x`")),
    "Error: Duplicate entry '…' for key x",
  );
  assert.equal(
    causeOf(new AppError('engine_away', { detail: 'redis: timeout' })),
    'engine_away: redis: timeout',
  );
  assert.equal(causeOf('thrown text'), 'a thrown string');
  assert.ok(causeOf(new Error('x'.repeat(10_000))).length < 400);
});

test('waits double, stay below the cap and differ by chance', () => {
  const longest = (attempts: number) => waitAfter(attempts, retryBackoff, () => 1);
  assert.deepEqual([1, 2, 3, 4].map(longest), [1_000, 2_000, 4_000, 8_000]);
  assert.equal(longest(1_000), retryBackoff.cap);
  assert.equal(
    waitAfter(3, retryBackoff, () => 0),
    2_000,
  );
});
