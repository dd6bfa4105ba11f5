import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import { silentLog, systemClock } from '@fanfare/kernel';
import type { Moment } from '@fanfare/telemetry';
import { createLog, momentFields } from '@fanfare/telemetry';
import { route } from '../route.ts';
import { testServer } from './test-server.fixture.ts';

const trace = '0af7651916cd43dd8448eb211c80319c';
const parent = `00-${trace}-b7ad6b7169203331-01`;

async function world(t: TestContext, trustedProxies: string[]) {
  const context = new AsyncLocalStorage<Moment>();
  const lines: Record<string, unknown>[] = [];
  const log = createLog({
    level: 'info',
    stream: { write: (line) => void lines.push(JSON.parse(line)) },
    fields: momentFields(context, false),
  });
  const who = route({
    ...{ method: 'POST', path: '/api/who', summary: 'What is known of a request', auth: 'none' },
    async handle(request) {
      await new Promise(setImmediate);
      log.info({}, 'inside');
      return { trace: request.trace, requestId: request.requestId, moment: context.getStore() };
    },
  });
  const inside = route({ ...who, path: '/internal/who', kind: 'internal' });
  const server = await testServer([who, inside], {
    ...{ context, log, trustedProxies, internalKey: 'the key' },
    cache: memoryCache(memoryServer({ clock: systemClock, log: silentLog })),
  });
  t.after(() => server.close());
  return {
    lines,
    async ask(headers: Record<string, string>, path = '/api/who') {
      // With a body: its last bytes come from the connection, not from where the request was begun.
      const init = {
        method: 'POST',
        body: '{"a":1}',
        headers: { 'content-type': 'application/json', ...headers },
      };
      const response = await fetch(`${server.url}${path}`, init);
      return (await response.json()) as { trace: string; requestId: string; moment: Moment };
    },
  };
}

test('a request without a trace gets one, named as the request is, and its lines carry it', async (t) => {
  const { ask, lines } = await world(t, ['loopback']);
  const { trace: given, requestId, moment } = await ask({});
  assert.equal(given.slice(3, 35), requestId.replaceAll('-', ''));
  assert.equal(moment.trace, given);
  assert.deepEqual(
    lines.map((line) => [line.message, line['trace.id']]),
    [
      ['inside', given.slice(3, 35)],
      ['POST /api/who 200', given.slice(3, 35)],
    ],
  );
});

test('a name that somebody chose is not the id of a trace', async (t) => {
  const { ask } = await world(t, ['loopback']);
  const chosen = '00000000-0000-4000-8000-000000000000';
  const { trace: given, requestId } = await ask({ 'x-request-id': chosen });
  assert.equal(requestId, chosen);
  assert.match(given, /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  assert.ok(!given.includes('000000000000400080000000'));
});

test('a trace is believed of trusted proxies, its wish to be sent of nobody', async (t) => {
  const trusting = await world(t, ['10.0.0.0/8', '127.0.0.1']);
  assert.equal((await trusting.ask({ traceparent: parent })).trace, parent.replace(/01$/, '00'));
  const wary = await world(t, ['uniquelocal', '192.0.2.1']);
  assert.notEqual((await wary.ask({ traceparent: parent })).trace.slice(3, 35), trace);
  assert.notEqual((await trusting.ask({ traceparent: 'nonsense' })).trace, 'nonsense');
});

test('between services a trace is believed of whoever has the key, its wish too', async (t) => {
  const { ask, lines } = await world(t, []);
  const inside = async (headers: Record<string, string>) => {
    await ask({ traceparent: parent, ...headers }, '/internal/who');
    return lines.at(-1)?.['trace.id'];
  };
  const key = 'x-fanfare-internal-key';
  const known = await ask({ traceparent: parent, [key]: 'the key' }, '/internal/who');
  assert.deepEqual([known.trace, known.moment.trace], [parent, parent]);
  assert.equal(await inside({ [key]: 'the key' }), trace);
  assert.notEqual(await inside({ [key]: 'another' }), trace);
  assert.notEqual(await inside({}), trace);
});
