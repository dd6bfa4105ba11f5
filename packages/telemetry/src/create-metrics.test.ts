import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from './create-metrics.ts';
import { noMetrics } from './no-metrics.ts';

async function linesOf(metrics: ReturnType<typeof createMetrics>, name: string): Promise<string[]> {
  return (await metrics.text()).split('\n').filter((line) => line.includes(name));
}

test('counters and gauges by their labels', async () => {
  const metrics = createMetrics({ service: 'all' });
  const counter = metrics.counter('posts_total', 'Posts');
  counter.inc();
  counter.inc({ kind: 'a "quoted" \\ word\n' }, 2);
  metrics.counter('posts_total', 'Posts').inc();
  metrics.gauge('open', 'Open').set(3, { of: 'x' });
  assert.deepEqual(await linesOf(metrics, 'posts_total'), [
    '# HELP posts_total Posts',
    '# TYPE posts_total counter',
    'posts_total{service="all"} 2',
    'posts_total{service="all",kind="a \\"quoted\\" \\\\ word\\n"} 2',
  ]);
  assert.equal((await linesOf(metrics, 'open')).at(-1), 'open{service="all",of="x"} 3');
});

test('histograms count into every bucket above', async () => {
  const metrics = createMetrics();
  const histogram = metrics.histogram('time', 'Time', [0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 7]) histogram.observe(value, { route: '/' });
  assert.deepEqual((await linesOf(metrics, 'time_')).slice(-5), [
    'time_bucket{route="/",le="0.1"} 2',
    'time_bucket{route="/",le="1"} 3',
    'time_bucket{route="/",le="+Inf"} 4',
    'time_sum{route="/"} 7.65',
    'time_count{route="/"} 4',
  ]);
});

test('what is asked when somebody looks, and what cannot be asked', async () => {
  const metrics = createMetrics();
  metrics.observe('lag', 'Lag', async () => [{ labels: { group: 'read' }, value: 4 }]);
  metrics.observe('lost', 'Lost', async () => {
    throw new Error('away');
  });
  assert.equal((await linesOf(metrics, 'lag{')).at(0), 'lag{group="read"} 4');
  assert.deepEqual(await linesOf(metrics, 'lost'), []);
  assert.equal((await linesOf(metrics, 'process_resident_memory_bytes')).length, 3);
});

test('one name is one kind of metric', () => {
  const metrics = createMetrics();
  metrics.counter('a_total', 'A');
  assert.throws(() => metrics.gauge('a_total', 'A'), /is a counter/);
});

test('without metrics everything may still be called', async () => {
  noMetrics.counter('a', 'A').inc();
  noMetrics.histogram('b', 'B').observe(1);
  noMetrics.gauge('c', 'C').set(1);
  noMetrics.observe('d', 'D', () => 1);
  assert.equal(await noMetrics.text(), '');
});
