import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterIn, pathWith } from './audit.ts';

test('a filter is an address, and an address a filter', () => {
  const filter = { accountId: '7', action: 'policy.update', targetId: null };
  assert.equal(pathWith(filter), '/review/log?account_id=7&action=policy.update');
  assert.deepEqual(filterIn('account_id=7&action=policy.update'), filter);
  assert.equal(pathWith(filterIn('')), '/review/log');
});
