/** What is counted and logged of requests whose client does not wait for the end. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { memoryCache } from '@fanfare/cache/memory';
import { AppError } from '@fanfare/kernel';
import { createLog, createMetrics } from '@fanfare/telemetry';
import { Answer, route } from '../route.ts';
import { testServer } from './test-server.fixture.ts';

type Line = Record<string, unknown>;

async function world(t: TestContext) {
  const lines: Line[] = [];
  let written = () => {};
  const log = createLog({
    level: 'info',
    stream: {
      write(line) {
        lines.push(JSON.parse(line) as Line);
        written();
      },
    },
  });
  const metrics = createMetrics();
  const begun = Promise.withResolvers<void>();
  const go = Promise.withResolvers<unknown>();
  const base = { method: 'GET', summary: 'Test', auth: 'none' } as const;
  const waits = route({
    ...{ ...base, path: '/api/waits' },
    async handle() {
      begun.resolve();
      return await go.promise;
    },
  });
  const source = new Readable({ read() {} });
  const type = (name: string) => ({ headers: { 'content-type': name } });
  const stream = route({
    ...{ ...base, path: '/api/stream' },
    handle: async () => new Answer(source, type('text/event-stream')),
  });
  const file = route({
    ...{ ...base, path: '/api/file', kind: 'media' },
    handle: async () => new Answer(source, type('image/png')),
  });
  const server = await testServer([waits, stream, file], { cache: memoryCache(), log, metrics });
  t.after(() => server.close());
  const abort = new AbortController();
  return {
    ...{ lines, begun: begun.promise, go, source },
    ask: (path: string) => fetch(`${server.url}${path}`, { signal: abort.signal }),
    leave: () => abort.abort(),
    async line(index: number): Promise<Line> {
      while (lines.length <= index)
        await new Promise<void>((resolve) => {
          written = resolve;
        });
      return lines[index] ?? {};
    },
    /** Each route and status that was counted, and how many times were taken. */
    async counted() {
      const all = await metrics.snapshot([
        'fanfare_http_requests_total',
        'fanfare_http_request_duration_seconds',
      ]);
      const requests = all.filter(({ name, value }) => name === 'fanfare_http_requests_total' && value > 0);
      const times = all.filter(({ name }) => name.endsWith('_count')).map(({ value }) => value);
      return [...requests.map(({ labels, value }) => [labels.route, labels.status, value]), times];
    },
  };
}

test('who leaves before the answer is counted and logged, once', async (t) => {
  const { begun, go, ask, leave, line, lines, counted } = await world(t);
  const asked = assert.rejects(ask('/api/waits'));
  await begun;
  leave();
  await asked;
  const left = await line(0);
  assert.deepEqual(
    [left.message, left['log.level'], left['fanfare.client_left']],
    ['GET /api/waits 499', 'info', true],
  );
  assert.deepEqual(await counted(), [['/api/waits', 499, 1], [1]]);
  go.resolve({ late: true });
  await new Promise(setImmediate);
  assert.equal(lines.length, 1);
  assert.deepEqual(await counted(), [['/api/waits', 499, 1], [1]]);
});

test('who leaves after ten seconds was failed, as whoever waits behind a gateway that gives up', async (t) => {
  const { begun, ask, leave, line, counted } = await world(t);
  const now = performance.now.bind(performance);
  let later = 0;
  t.mock.method(performance, 'now', () => now() + later);
  const asked = assert.rejects(ask('/api/waits'));
  await begun;
  later = 10_000;
  leave();
  await asked;
  const left = await line(0);
  assert.deepEqual([left.message, left['log.level']], ['GET /api/waits 504', 'warn']);
  assert.ok(Number(left['event.duration']) >= 10e9);
  assert.deepEqual(await counted(), [['/api/waits', 504, 1], [1]]);
});

test('what fails when nobody is there any more is logged once, with its cause', async (t) => {
  const { begun, go, ask, leave, line, lines } = await world(t);
  const asked = assert.rejects(ask('/api/waits'));
  await begun;
  leave();
  await asked;
  const left = await line(0);
  go.reject(new Error('broken for real'));
  const failed = await line(1);
  assert.equal(failed['log.level'], 'error');
  assert.equal(failed.message, 'GET /api/waits failed when its client had left');
  assert.equal((failed.error as Line).message, 'broken for real');
  assert.equal(failed['trace.id'], left['trace.id']);
  assert.equal(failed['http.request.id'], left['http.request.id']);
  assert.equal(lines.length, 2);
});

test('so is a failure that is answered as a value, and a refusal is not', async (t) => {
  for (const [code, most] of [
    ['internal', 2],
    ['not_found', 1],
  ] as const) {
    const { begun, go, ask, leave, line, lines } = await world(t);
    const asked = assert.rejects(ask('/api/waits'));
    await begun;
    leave();
    await asked;
    await line(0);
    const failure = new AppError(code);
    go.resolve(new Answer({}, { status: failure.status, failure }));
    if (most === 2) await line(1);
    await new Promise(setImmediate);
    assert.equal(lines.length, most, code);
  }
});

test('an event stream ends well when its client leaves', async (t) => {
  const { source, ask, leave, line, counted } = await world(t);
  source.push(':)\n');
  await ask('/api/stream');
  leave();
  const ended = await line(0);
  assert.deepEqual([ended.message, ended['fanfare.client_left']], ['GET /api/stream 200', undefined]);
  assert.deepEqual(await counted(), [['/api/stream', 200, 1], [1]]);
});

test('who has the head of an answer and leaves before its end was answered with that', async (t) => {
  const { source, ask, leave, line, counted } = await world(t);
  source.push('first bytes');
  await ask('/api/file');
  leave();
  const left = await line(0);
  assert.deepEqual([left.message, left['fanfare.client_left']], ['GET /api/file 200', true]);
  assert.deepEqual(await counted(), [['/api/file', 200, 1], [1]]);
});

test('an answer that breaks off says why, though its client was told otherwise', async (t) => {
  const { source, ask, line, lines } = await world(t);
  source.push('first bytes');
  const answer = await ask('/api/file');
  source.destroy(new AppError('engine_away', { detail: 'the store is away' }));
  await assert.rejects(answer.text());
  const broken = await line(0);
  assert.deepEqual([broken.message, broken['log.level']], ['GET /api/file 200', 'warn']);
  assert.deepEqual([broken['error.code'], broken['fanfare.client_left']], ['engine_away', undefined]);
  assert.equal(lines.length, 1);
});
