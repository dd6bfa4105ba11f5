import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@fanfare/kernel';
import { createMetrics } from '@fanfare/telemetry';
import { callMetrics } from './call-metrics.ts';

test('calls are counted by how they ended, and passed on as they are', async () => {
  const metrics = createMetrics();
  const watch = callMetrics(metrics, 'read')('statuses');
  assert.equal(await watch(Promise.resolve(7)), 7);
  await assert.rejects(watch(Promise.reject(new AppError('not_found'))), { code: 'not_found' });
  await assert.rejects(watch(Promise.reject(new AppError('engine_away'))), { code: 'engine_away' });
  const counts = (await metrics.snapshot()).filter(({ name }) => name.endsWith('_count'));
  assert.deepEqual(
    counts.map(({ name, labels, value }) => [name, labels, value]),
    ['ok', 'refused', 'away'].map((outcome) => [
      'fanfare_contract_call_duration_seconds_count',
      { contract: 'read', call: 'statuses', outcome },
      1,
    ]),
  );
});
