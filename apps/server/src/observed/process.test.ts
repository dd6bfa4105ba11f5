import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryLimit } from './process.ts';

test('the limit of memory is that of the container, or what the machine has', () => {
  assert.equal(memoryLimit(2 ** 28, 2 ** 33), 2 ** 28);
  // What an unlimited group and none at all say.
  assert.equal(memoryLimit(2 ** 64, 2 ** 33), 2 ** 33);
  assert.equal(memoryLimit(0, 2 ** 33), 2 ** 33);
});
