import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf } from './use-change.ts';

test('what came in is told apart by where it stands', () => {
  assert.equal(changeOf(['3', '2', '1'], ['3', '2', '1']), 'below');
  assert.equal(changeOf(['3', '2'], ['3', '2', '1']), 'below');
  assert.equal(changeOf(['3', '2'], ['5', '4', '3', '2']), 'above');
  assert.equal(changeOf(['3', '2'], ['4', '3', '2', '1']), 'anew');
  assert.equal(changeOf(['3', '2'], ['9', '8']), 'anew');
  assert.equal(changeOf(['3', '2', '1'], ['3', '1']), 'anew');
  assert.equal(changeOf([], ['1']), 'same');
});
