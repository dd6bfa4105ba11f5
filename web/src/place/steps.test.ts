import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepAfter, stepOf, stepPath, steps } from './steps.ts';

test('each step leads to the next, by its address, and the last to none', () => {
  let at = stepOf(null);
  const seen = [at];
  for (let next = stepAfter(at); next !== null; next = stepAfter(at)) {
    at = stepOf(new URLSearchParams(stepPath(next).split('?')[1]).get('step'));
    seen.push(at);
  }
  assert.deepEqual(seen, [...steps]);
  assert.equal(stepOf('nonsense'), 'about');
});
