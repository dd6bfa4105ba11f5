/** What a process shows is what Prometheus reads, in both formats, and as its makers would name it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promtoolProgram, startPrometheus } from '@fanfare/engines';
import { read } from '../metrics/look.ts';
import type { World } from '../metrics/world.ts';
import { metricsWorld } from '../metrics/world.ts';

const NOBODY = 'http://127.0.0.1:9';

describe('metrics for Prometheus', () => {
  let world: World;
  before(async () => {
    // Nobody collects there: what is sent is lost, and traces are kept all the same.
    world = await metricsWorld({ OTEL_EXPORTER_OTLP_ENDPOINT: NOBODY, OTEL_TRACES_SAMPLER_ARG: '1' });
    await world.post(world.bob, 'something to count');
    await world.alice.api('GET', '/api/v1/timelines/home');
  });
  after(() => world?.network.stop());

  it('promtool has nothing to say against names, types and help of ours', async () => {
    const promtool = await promtoolProgram();
    const { text } = await world.network.anyone('GET', '/metrics');
    const checking = spawn(promtool, ['check', 'metrics'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [checking.stdout, checking.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    checking.stdin.end(text);
    const [code] = await once(checking, 'close');
    // prom-client's own names are its makers' affair: some of its gauges end in _total.
    const ours = said.split('\n').filter((line) => line !== '' && !/^(nodejs|process)_/.test(line));
    assert.deepEqual(ours, []);
    assert.ok(code === 0 || code === 3, `${code}: ${said}`);
  });

  it('Prometheus takes all of it, with the trace of what fell into a bucket', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-metrics-'));
    const address = new URL(world.network.url).host.replace('localhost', '127.0.0.1');
    const prometheus = await startPrometheus({ folder, targets: [{ address, component: 'all' }] });
    try {
      const value = async (expression: string) =>
        (await prometheus.query(expression))[0]?.value ?? Number.NaN;
      while (!((await value('up{component="all"}')) === 1)) await pause(100);
      const { series } = read((await world.network.anyone('GET', '/metrics')).text);
      const shown = new Set(series.map(({ name }) => name));
      const known = await prometheus.query('count by (__name__) ({component="all"})');
      const names = new Set(known.map(({ labels }) => labels.__name__));
      assert.deepEqual(
        [...shown].filter((name) => !names.has(name)),
        [],
      );
      const route = 'fanfare_http_request_duration_seconds_bucket{route="/api/v1/statuses"}';
      const query = new URLSearchParams({ query: route, start: '0', end: String(Date.now() / 1000 + 60) });
      for (;;) {
        const answer = await fetch(`${prometheus.url}/api/v1/query_exemplars?${query}`);
        const { data } = (await answer.json()) as {
          data: { exemplars: { labels: { trace_id?: string } }[] }[];
        };
        const [first] = data.flatMap(({ exemplars }) => exemplars);
        if (first === undefined) {
          await pause(100);
          continue;
        }
        assert.match(first.labels.trace_id ?? '', /^[0-9a-f]{32}$/);
        break;
      }
    } finally {
      await prometheus.stop();
      await rm(folder, { recursive: true });
    }
  });
});
