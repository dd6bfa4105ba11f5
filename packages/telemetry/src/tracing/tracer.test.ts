/** The tracer against a collector in this process: what is sent, where it hangs, and what never stands in it. */
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { AppError, silentLog } from '@fanfare/kernel';
import { createMetrics } from '../create-metrics.ts';
import { engineCalls } from '../engine-calls.ts';
import type { Moment } from '../moment.ts';
import type { TracingOptions } from './index.ts';
import { openTracer } from './index.ts';

interface Sent {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number; message?: string };
}

interface Body {
  resourceSpans: { resource: { attributes: Sent['attributes'] }; scopeSpans: { spans: Sent[] }[] }[];
}

async function world(t: TestContext, options: Partial<TracingOptions> = {}) {
  const bodies: Body[] = [];
  const headers: Record<string, unknown>[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    bodies.push(JSON.parse(text) as Body);
    headers.push({ ...request.headers, url: request.url });
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const context = new AsyncLocalStorage<Moment>();
  const metrics = createMetrics();
  const tracer = openTracer({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ rate: 1, slow: 500, service: 'fanfare', version: '1', instance: 'here' },
    ...{ context, metrics, log: silentLog, interval: 1 },
    ...options,
  });
  return {
    tracer,
    metrics,
    context,
    headers,
    /** Everything, once it was sent. */
    async sent() {
      await tracer.close();
      return bodies.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ resource, scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) =>
            spans.map((span) => ({
              ...span,
              service: resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue,
              instance: resource.attributes.find(({ key }) => key === 'service.instance.id')?.value
                .stringValue,
            })),
          ),
        ),
      );
    },
  };
}

const id = 'abcdefabcdefabcdefabcdefabcdefab';

test('spans hang below each other over awaits, each below its service', async (t) => {
  const { tracer, sent, headers } = await world(t, { headers: { authorization: 'Bearer x' } });
  const root = tracer.begin('GET /x', { kind: 'server', parent: null, traceId: id, service: 'read' });
  await root.run(async () => {
    await new Promise(setImmediate);
    await tracer.span('users.get', { kind: 'client' }, async ({ traceparent }) => {
      await new Promise(setImmediate);
      assert.equal(tracer.current(), traceparent);
    });
    assert.equal(tracer.current(), root.traceparent);
  });
  tracer.record('gateway', {
    parent: null,
    service: 'gateway',
    id: `00-${id}-00000000000000aa-00`,
    start: 1,
    end: 2,
  });
  root.end();
  const spans = await sent();
  const [inner, outer] = [
    spans.find(({ name }) => name === 'users.get'),
    spans.find(({ name }) => name === 'GET /x'),
  ];
  assert.equal(inner?.parentSpanId, outer?.spanId);
  assert.deepEqual([...new Set(spans.map(({ traceId }) => traceId))], [id]);
  assert.deepEqual([inner?.service, outer?.service, outer?.instance], ['read', 'read', 'here']);
  assert.deepEqual([inner?.kind, outer?.kind], [3, 2]);
  assert.equal(spans.find(({ name }) => name === 'gateway')?.spanId, '00000000000000aa');
  assert.ok(Number(outer?.endTimeUnixNano) >= Number(inner?.endTimeUnixNano));
  assert.ok(Math.abs(Number(outer?.startTimeUnixNano) / 1e6 - Date.now()) < 60_000);
  assert.deepEqual([headers[0]?.url, headers[0]?.authorization], ['/v1/traces', 'Bearer x']);
});

test('where nothing is traced there is no span, and the work is done all the same', async (t) => {
  const { tracer, sent } = await world(t);
  assert.equal(
    tracer.span('get', {}, ({ traceparent }) => traceparent),
    null,
  );
  assert.equal(tracer.record('get', { start: 1, end: 2 }), null);
  assert.deepEqual(await sent(), []);
});

test('an error stands there by its code and never by its words', async (t) => {
  const { tracer, sent } = await world(t);
  const root = tracer.begin('root', { parent: null });
  const secret = 'duplicate key (hush@example.org)';
  await root.run(async () => {
    const errors = [
      new AppError('engine_away', { detail: secret, cause: new Error(secret) }),
      new AppError('not_found', { text: secret }),
      Object.assign(new Error(secret), { code: 'ECONNRESET' }),
      Object.assign(new Error(secret), { name: secret, code: secret }),
    ];
    for (const error of errors)
      await assert.rejects(tracer.span(`call ${errors.indexOf(error)}`, {}, () => Promise.reject(error)));
    assert.throws(() =>
      tracer.span('sync', {}, () => {
        throw new TypeError(secret);
      }),
    );
  });
  root.end();
  const spans = await sent();
  assert.equal(JSON.stringify(spans).includes('hush'), false);
  const told = spans
    .filter(({ name }) => name !== 'root')
    .map(({ attributes, status }) => [attributes[0]?.value.stringValue, status.code]);
  assert.deepEqual(told, [
    ['engine_away', 2],
    ['not_found', 0],
    ['ECONNRESET', 2],
    ['Error', 2],
    ['TypeError', 2],
  ]);
});

test('at rate 0 only what failed, was slow, or was drawn by whoever called', async (t) => {
  let at = Date.now();
  const { tracer, sent, metrics } = await world(t, { rate: 0, slow: 500, now: () => at });
  const run = async (name: string, parent: string | null, end: { failed?: boolean } = {}, takes = 0) => {
    const span = tracer.begin(name, { parent, kind: 'server' });
    await span.run(() => tracer.span(`${name} inside`, {}, () => new Promise(setImmediate)));
    at += takes;
    span.end(end);
  };
  await run('quick', null);
  await run('failed', null, { failed: true });
  await run('slow', null, {}, 500);
  await run('drawn', `00-${id}-00000000000000aa-01`);
  const names = (await sent()).map(({ name }) => name);
  assert.deepEqual(names.toSorted(), [
    ...['drawn', 'drawn inside', 'failed', 'failed inside', 'slow', 'slow inside'],
  ]);
  const counted = await metrics.snapshot(['fanfare_spans_total']);
  assert.deepEqual(
    counted.map(({ labels, value }) => [labels.result, value]),
    [
      ['sent', 6],
      ['lost', 0],
    ],
  );
});

test("calls of engines have the clock of all spans, whatever becomes of the machine's", async (t) => {
  let at = Date.now();
  const { tracer, metrics, sent } = await world(t, { now: () => at });
  const { watch } = engineCalls(metrics, tracer, 'cache');
  const root = tracer.begin('GET /x', { parent: null });
  at += 3_600_000;
  await root.run(() => watch('get', new Promise(setImmediate)));
  root.end();
  const call = (await sent()).find(({ name }) => name === 'cache get');
  assert.equal(Math.round(Number(call?.endTimeUnixNano) / 1e6), at);
  assert.ok(Number(call?.startTimeUnixNano) / 1e6 > at - 60_000);
});

test('a collector that is away fails nobody', async (t) => {
  const { tracer, metrics } = await world(t, { endpoint: 'http://127.0.0.1:9' });
  for (let index = 0; index < 3; index++) tracer.begin('x', { parent: null }).end();
  await tracer.close();
  const lost = (await metrics.snapshot(['fanfare_spans_total'])).find(
    ({ labels }) => labels.result === 'lost',
  );
  assert.equal(lost?.value, 3);
});
