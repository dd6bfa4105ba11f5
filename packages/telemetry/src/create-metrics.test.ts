import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from './create-metrics.ts';
import type { Metrics } from './metrics.ts';
import { noMetrics } from './no-metrics.ts';

const OPEN = 'application/openmetrics-text; version=1.0.0';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const sampled = `00-${TRACE}-00f067aa0ba902b7-01`;

async function linesOf(metrics: Metrics, name: string, accept?: string): Promise<string[]> {
  const { text } = await metrics.exposition(accept);
  return text.split('\n').filter((line) => line.includes(name));
}

test('counters and gauges by their labels, in whatever order they are said', async () => {
  const metrics = createMetrics();
  const counter = metrics.counter('posts_total', 'Posts');
  counter.inc();
  counter.inc({ kind: 'a "quoted" \\ word\n', by: 'x' }, 2);
  counter.of({ by: 'x', kind: 'a "quoted" \\ word\n' }).inc();
  metrics.counter('posts_total', 'Posts').inc();
  metrics.gauge('open', 'Open').set(3, { of: 'x' });
  const bound = metrics.gauge('open', 'Open').of({ of: 'y' });
  bound.add(5);
  bound.add(-1);
  assert.deepEqual(await linesOf(metrics, 'posts_total'), [
    '# HELP posts_total Posts',
    '# TYPE posts_total counter',
    'posts_total 2',
    'posts_total{kind="a \\"quoted\\" \\\\ word\\n",by="x"} 3',
  ]);
  assert.deepEqual((await linesOf(metrics, 'open{')).slice(0, 2), ['open{of="x"} 3', 'open{of="y"} 4']);
});

test('a series that somebody holds is there with 0, and a metric without any is not there', async () => {
  const metrics = createMetrics();
  metrics.counter('a_total', 'A').of({ result: 'refused' });
  metrics.counter('b_total', 'B');
  assert.deepEqual((await linesOf(metrics, 'a_total')).at(-1), 'a_total{result="refused"} 0');
  assert.deepEqual(await linesOf(metrics, 'b_total'), []);
});

test('histograms count into every bucket above', async () => {
  const metrics = createMetrics();
  const histogram = metrics.histogram('time', 'Time', { buckets: [0.1, 1] });
  for (const value of [0.05, 0.1, 0.5, 7]) histogram.observe(value, { route: '/' });
  assert.deepEqual((await linesOf(metrics, 'time_')).slice(0, 5), [
    'time_bucket{route="/",le="0.1"} 2',
    'time_bucket{route="/",le="1"} 3',
    'time_bucket{route="/",le="+Inf"} 4',
    'time_sum{route="/"} 7.65',
    'time_count{route="/"} 4',
  ]);
});

test('who asks for OpenMetrics is told the trace of what fell into a bucket', async () => {
  let current: string | null = sampled;
  const metrics = createMetrics({ traces: { current: () => current, slow: 9 } });
  const histogram = metrics.histogram('time', 'Time', { buckets: [0.1, 1], exemplars: true });
  metrics.counter('posts_total', 'Posts').inc();
  histogram.observe(0.05);
  current = null;
  histogram.observe(0.5);
  histogram.of({}).observe(7, sampled);
  const undrawn = sampled.replace(/01$/, '00');
  histogram.of({}).observe(8, undrawn);
  // Of other times than a request's nobody says that the trace is kept.
  histogram.of({}).observe(10, undrawn);
  const slow = metrics.histogram('slow', 'Slow', { buckets: [1], exemplars: 'slow' });
  slow.of({}).observe(8, undrawn);
  assert.equal((await linesOf(metrics, 'slow_bucket{le="+Inf"}', OPEN))[0], 'slow_bucket{le="+Inf"} 1');
  slow.of({}).observe(10, undrawn);
  const lines = await linesOf(metrics, 'time_', OPEN);
  assert.match(
    lines[0] ?? '',
    new RegExp(`^time_bucket\\{le="0.1"\\} 1 # \\{trace_id="${TRACE}"\\} 0.05 [0-9.]+$`),
  );
  assert.equal(lines[1], 'time_bucket{le="1"} 2');
  assert.match(lines[2] ?? '', /^time_bucket\{le="\+Inf"\} 5 # \{trace_id="[0-9a-f]{32}"\} 7 /);
  assert.match((await linesOf(metrics, 'slow_bucket{le="+Inf"}', OPEN))[0] ?? '', /trace_id/);
  const { text, contentType } = await metrics.exposition(OPEN);
  assert.match(contentType, /^application\/openmetrics-text/);
  assert.match(text, /# TYPE posts counter\nposts_total 1\n/);
  assert.match(text, /\n# EOF\n$/);
  // The other format stays as it was, whoever asked before.
  const plain = await metrics.exposition('text/plain');
  assert.match(plain.contentType, /^text\/plain; version=0.0.4/);
  assert.equal(plain.text.includes('trace_id'), false);
  assert.match(plain.text, /\nposts_total 1\n/);
  assert.match(plain.text, /\nprocess_cpu_user_seconds_total /);
});

test('where nobody collects traces there are no exemplars', async () => {
  const metrics = createMetrics();
  const histogram = metrics.histogram('time', 'Time', { buckets: [1], exemplars: 'slow' });
  histogram.of({}).observe(0.5, sampled);
  histogram.of({}).observe(10, sampled);
  assert.equal((await linesOf(metrics, 'time_bucket', OPEN)).join().includes('trace_id'), false);
});

test('a scrape waits for what takes seconds, whoever asks inside the process does not', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const metrics = createMetrics();
  metrics.observe('lag', 'Lag', () => new Promise((resolve) => void setTimeout(resolve, 5_000, 4)));
  const [text, inside] = [metrics.exposition(), metrics.snapshot()];
  context.mock.timers.tick(2_000);
  assert.deepEqual(await inside, []);
  context.mock.timers.tick(3_000);
  assert.match((await text).text, /^lag 4$/m);
});

test('what is asked when somebody looks, and what cannot be asked', async () => {
  const metrics = createMetrics({ patience: 20 });
  metrics.observe('lag', 'Lag', async () => [{ labels: { group: 'read' }, value: 4 }]);
  metrics.observe('lost', 'Lost', async () => {
    throw new Error('away');
  });
  metrics.observe('hangs', 'Hangs', () => new Promise<number>(() => {}));
  assert.equal((await linesOf(metrics, 'lag{')).at(0), 'lag{group="read"} 4');
  assert.deepEqual(await linesOf(metrics, 'lost'), []);
  assert.deepEqual(await linesOf(metrics, 'hangs'), []);
});

test('what the process is and does is told too', async () => {
  const metrics = createMetrics();
  await metrics.watch();
  for (const name of [
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_version_info',
  ])
    assert.equal((await linesOf(metrics, name)).length, 3, name);
});

test('inside the process the same is read by name, without the text', async () => {
  const metrics = createMetrics();
  metrics.counter('a_total', 'A').inc({ of: 'x' }, 2);
  metrics.histogram('time', 'Time', { buckets: [1] }).observe(0.5);
  let asked = 0;
  metrics.observe('dear', 'Dear', () => {
    asked += 1;
    return 1;
  });
  assert.deepEqual(await metrics.snapshot(['a_total', 'time']), [
    { name: 'a_total', labels: { of: 'x' }, value: 2 },
    { name: 'time_bucket', labels: { le: '1' }, value: 1 },
    { name: 'time_bucket', labels: { le: '+Inf' }, value: 1 },
    { name: 'time_sum', labels: {}, value: 0.5 },
    { name: 'time_count', labels: {}, value: 1 },
  ]);
  assert.equal(asked, 0);
  assert.equal((await metrics.snapshot()).at(-1)?.name, 'dear');
});

test('one name is one kind of metric', () => {
  const metrics = createMetrics();
  metrics.counter('a_total', 'A');
  assert.throws(() => metrics.gauge('a_total', 'A'), /is a counter/);
});

test('without metrics everything may still be called', async () => {
  noMetrics.counter('a', 'A').of({}).inc();
  noMetrics.histogram('b', 'B').observe(1);
  noMetrics.gauge('c', 'C').of({}).add(1);
  noMetrics.observe('d', 'D', () => 1);
  await noMetrics.watch();
  assert.deepEqual(await noMetrics.snapshot(), []);
  assert.equal((await noMetrics.exposition()).text, '');
});
