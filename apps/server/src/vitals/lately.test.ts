import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '@fanfare/telemetry';
import { readGauges } from './gauges.ts';
import { lately } from './lately.ts';

function counting() {
  let now = 0;
  const metrics = createMetrics();
  const requests = metrics.counter('fanfare_http_requests_total', 'Requests');
  const times = metrics.histogram('fanfare_http_request_duration_seconds', 'Times', { buckets: [0.1, 1] });
  const minute = lately(metrics, { now: () => now });
  return {
    metrics,
    minute,
    wait(seconds: number) {
      now += seconds * 1000;
    },
    request(route: string, status = 200, seconds = 0.05, service = 'read') {
      requests.inc({ service, route, method: 'GET', status });
      times.observe(seconds, { service, route, method: 'GET' });
    },
  };
}

test('the last minute is what came since a mark that is a minute old', async () => {
  const { minute, wait, request } = counting();
  request('/api/v1/timelines/home', 200, 0.5);
  assert.equal((await minute.now()).lately.requests, 1, 'since the start, as long as there is no mark');
  for (let round = 0; round < 6; round++) {
    wait(20);
    await minute.mark();
  }
  request('/api/v1/timelines/home', 503, 3);
  request('/api/oembed', 501);
  wait(10);
  const { lately: now, counted } = await minute.now();
  assert.equal(counted.requests, 3, 'since the start');
  assert.deepEqual([now.seconds, now.requests, now.errors], [70, 2, 1]);
  assert.deepEqual(now.times, { limits: [0.1, 1], counts: [1, 0, 1] });
});

test('what services and probes ask is not what people do', async () => {
  const { minute, request } = counting();
  request('/internal/read/statuses');
  request('/health/ready', 200, 0.05, 'shell');
  request('/api/v1/streaming/user', 200, 9_000);
  const { requests, times } = (await minute.now()).lately;
  assert.deepEqual([requests, times.counts.every((count) => count === 0)], [0, true]);
});

test('deliveries by where they go, those that there were', async () => {
  const { minute, metrics } = counting();
  const delivery = metrics.histogram('fanfare_delivery_seconds', 'Deliveries', { buckets: [1] });
  delivery.observe(0.5, { to: 'socket', origin: 'posted' });
  delivery.of({ to: 'search', origin: 'posted' });
  const { deliveries } = (await minute.now()).lately;
  assert.deepEqual(deliveries, [{ to: 'socket', origin: 'posted', times: { limits: [1], counts: [1, 0] } }]);
});

test('gauges that the process knows, several lines as one', async () => {
  const { metrics } = counting();
  metrics.observe('fanfare_consumer_retries', 'Retries', () => [
    { labels: { group: 'a' }, value: 2 },
    { labels: { group: 'b' }, value: 3 },
  ]);
  metrics.observe('fanfare_storage_bytes', 'Storage', () => [
    { labels: { of: 'media' }, value: 10 },
    { labels: { of: 'free' }, value: 90 },
  ]);
  assert.deepEqual(await readGauges(metrics), { retries: 5, media_bytes: 10, free_bytes: 90 });
});
