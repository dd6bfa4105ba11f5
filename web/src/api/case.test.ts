import assert from 'node:assert/strict';
import { test } from 'node:test';
import { camelKeys, snakeKeys } from './case.ts';

test('names are renamed at every depth, values never', () => {
  const wire = { submission_id: '1', items: [{ reason_code: 'off_topic' }], include_direct: null };
  const ours = { submissionId: '1', items: [{ reasonCode: 'off_topic' }], includeDirect: null };
  assert.deepEqual(camelKeys(wire), ours);
  assert.deepEqual(snakeKeys(ours), wire);
});
