/** The port for those who watch: metrics and health alone, until the process has ended whatever it had in hand. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { needsOneProcess, startNetwork } from '@fanfare/testkit';

async function look(url: string) {
  const ready = await fetch(`${url}/health/ready`);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const drain = Number(/^fanfare_drain_seconds (\S+)$/m.exec(metrics)?.[1]);
  return { ready: ready.status, drain };
}

test('metrics leave the port of everybody, and are there to the end of a drain', {
  skip: needsOneProcess(),
}, async () => {
  const network = await startNetwork({ settings: { METRICS_PORT: '0' } });
  const composition = network.composition();
  const url = composition.metricsUrl ?? '';
  assert.equal((await network.anyone('GET', '/metrics')).status, 404);
  assert.equal((await network.anyone('GET', '/health/ready')).status, 200);
  assert.equal((await fetch(`${url}/api/v2/instance`)).status, 404);
  assert.deepEqual(await look(url), { ready: 200, drain: 0 });

  // A request that has not arrived as a whole holds up the end.
  const socket = connect(Number(new URL(network.url).port), '127.0.0.1');
  await once(socket, 'connect');
  const head =
    'POST /api/v1/apps HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n';
  socket.write(`${head}\r\n{`);
  while (!/fanfare_http_requests_in_flight [1-9]/.test(await (await fetch(`${url}/metrics`)).text()));
  const stopped = network.stop();
  for (;;) {
    const seen = await look(url);
    assert.equal(seen.ready, 503);
    if (seen.drain > 0) break;
  }
  socket.end('}');
  await stopped;
  await assert.rejects(fetch(`${url}/health/live`));
});
