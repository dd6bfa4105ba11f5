import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StartError } from '@fanfare/kernel';
import { createMetrics } from '@fanfare/telemetry';
import type { InternalListenerOptions } from './internal-listener.ts';
import { internalListener } from './internal-listener.ts';

test('metrics and health and nothing else, whatever the process is doing', async () => {
  const metrics = createMetrics();
  metrics.counter('a_total', 'A').inc();
  let phase: ReturnType<InternalListenerOptions['phase']> = 'starting';
  let well = true;
  const listener = internalListener({
    metrics,
    phase: () => phase,
    health: () => ({ database: { needed: true, check: async () => ({ ok: well }) } }),
  });
  const { port } = await listener.listen('127.0.0.1', 0);
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  const ready = async () => {
    const response = await ask('/health/ready');
    return [response.status, ((await response.json()) as { status: string }).status];
  };
  try {
    const plain = await ask('/metrics?x=1');
    assert.match(plain.headers.get('content-type') ?? '', /^text\/plain; version=0.0.4/);
    const text = await plain.text();
    assert.match(text, /\na_total 1\n/);
    // It was watched from the start, so the first look says how the loop is.
    assert.match(text, /\nnodejs_eventloop_lag_p99_seconds /);
    const open = await ask('/metrics', { headers: { accept: 'application/openmetrics-text;version=1.0.0' } });
    assert.match(open.headers.get('content-type') ?? '', /^application\/openmetrics-text/);
    assert.equal((await ask('/health/live')).status, 200);
    assert.deepEqual(await ready(), [503, 'starting']);
    phase = 'running';
    assert.deepEqual(await ready(), [200, 'ok']);
    well = false;
    assert.deepEqual(await ready(), [503, 'down']);
    phase = 'closing';
    assert.deepEqual(await ready(), [503, 'closing']);
    for (const path of ['/', '/metrics/', '/metrics/x', '/api/v2/instance', '/internal/server/health'])
      assert.equal((await ask(path)).status, 404, path);
    assert.equal((await ask('/metrics', { method: 'POST', body: 'x' })).status, 404);
    const head = await ask('/metrics', { method: 'HEAD' });
    assert.equal(head.status, 200);
    const other = internalListener({ metrics, phase: () => 'starting', health: () => ({}) });
    await assert.rejects(other.listen('127.0.0.1', port), (error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /set METRICS_PORT to another number/);
      return true;
    });
    await other.close();
  } finally {
    await listener.close();
  }
});
