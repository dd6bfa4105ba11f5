import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insideFor } from './sizes.ts';

test('heights follow their items, whatever came in above or below', () => {
  const before = { ids: ['2', '1'], inside: [[120, -1], 90] as [number[], number] };
  assert.deepEqual(insideFor(before, undefined, ['3', '2', '1', '0']), [[-1, 120, -1, -1], 90]);
});

test('after a reload the stored heights stand in, and the middle one for all others', () => {
  assert.deepEqual(insideFor(undefined, { 3: 100, 2: 200, 1: 300 }, ['3', '2', '9']), [[100, 200, -1], 200]);
});

test('of a list that nobody saw nothing is known', () => {
  assert.equal(insideFor(undefined, undefined, ['1']), undefined);
});
