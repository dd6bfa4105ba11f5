import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '@fanfare/telemetry';
import { route } from '../route.ts';
import { httpMetrics } from './http-metrics.ts';

const served = (path: string, kind: 'api' | 'internal') => ({
  ...route({ method: 'GET', path, summary: path, auth: 'none', kind, handle: async () => ({}) }),
  service: 'test',
});
const failed = { service: 'test', route: '/api/things', method: 'GET', status: 503 };

test('what fails is there before the first failure, so that Prometheus sees it rise', async () => {
  const metrics = createMetrics();
  const counted = httpMetrics(metrics, [
    served('/api/things', 'api'),
    served('/internal/test/things', 'internal'),
  ]);
  const requests = async () =>
    (await metrics.snapshot(['fanfare_http_requests_total'])).map(({ labels, value }) => ({
      ...labels,
      value,
    }));

  assert.deepEqual(await requests(), [
    { ...failed, status: 500, value: 0 },
    { ...failed, value: 0 },
    { ...failed, status: 504, value: 0 },
  ]);
  counted.answered({ ...failed, seconds: 0.1, code: 'engine_away' });
  assert.deepEqual(await requests(), [
    { ...failed, status: 500, value: 0 },
    { ...failed, value: 1 },
    { ...failed, status: 504, value: 0 },
  ]);
});
