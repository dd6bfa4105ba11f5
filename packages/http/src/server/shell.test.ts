import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { after, before, test } from 'node:test';
import { memoryCache } from '@fanfare/cache/memory';
import { AppError } from '@fanfare/kernel';
import { createLog, createMetrics } from '@fanfare/telemetry';
import { Type } from 'typebox';
import { stylesheet } from '../pages/stylesheet.ts';
import { Answer, route } from '../route.ts';
import type { HttpServer, RequestFields } from './options.ts';
import { testServer } from './test-server.fixture.ts';

const lines: string[] = [];
const context = new AsyncLocalStorage<RequestFields>();
let cacheWell = true;
let databaseWell = true;
let server: HttpServer & { url: string };

const Thing = Type.Object({ id: Type.String() }, { title: 'Thing' });
const get = (path: string, handle: () => Promise<unknown>) =>
  route({ method: 'GET', path, summary: path, auth: 'none', answers: { 200: Thing }, handle });

before(async () => {
  server = await testServer(
    [
      get('/api/things/:id', async () => ({ id: '1' })),
      get('/api/wrong', async () => ({ id: 1 })),
      get('/api/undeclared', async () => new Answer({ id: '1' }, { status: 202 })),
      get('/api/rendered', async () => new Answer('{"id":2}')),
      get('/api/broken', async () => {
        throw new Error('outer', { cause: new TypeError('inner') });
      }),
      get('/api/away', async () => {
        throw new AppError('engine_away', { detail: 'It was asked', cause: new Error('ECONNREFUSED') });
      }),
      get('/api/elsewhere', async () => {
        throw new AppError('internal', { detail: 'answered by read.accounts', logged: true });
      }),
      get('/api/refused', async () => {
        throw new AppError('conflict', {
          text: 'No',
          extra: { state: 'x' },
          fields: { a: [{ error: 'ERR_BLANK', description: 'b' }] },
        });
      }),
      route({
        method: 'GET',
        path: '/api/who',
        summary: 'What is known of a request',
        auth: 'none',
        async handle({ ip, url, cookies, idempotencyKey, trace, requestId }) {
          return {
            ip,
            url: url.href,
            cookies,
            idempotencyKey,
            trace,
            same: context.getStore()?.requestId === requestId,
          };
        },
      }),
    ],
    {
      cache: memoryCache(),
      checkAnswers: true,
      context,
      internalKey: 'k',
      metrics: createMetrics(),
      log: createLog({ level: 'debug', stream: { write: (line) => void lines.push(line) } }),
      health: {
        database: { needed: true, check: async () => ({ ok: databaseWell }) },
        cache: {
          needed: false,
          async check() {
            if (!cacheWell) throw new Error('No connection');
            return { ok: true };
          },
        },
      },
    },
  );
});
after(() => server.close());

const ask = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });
const json = async (path: string, headers: Record<string, string> = {}) =>
  (await ask(path, headers)).json() as Promise<Record<string, unknown>>;

test('what is known of a request', async () => {
  const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const known = await json('/api/who?x=1&access_token=secret-token', {
    'x-forwarded-for': '9.9.9.9, 127.0.0.1',
    cookie: 'a=1; b="x y"; c=%20',
    'idempotency-key': 'k'.repeat(300),
    traceparent: trace,
  });
  assert.equal(known.ip, '9.9.9.9');
  assert.equal(known.url, 'http://localhost/api/who?x=1');
  assert.deepEqual(known.cookies, { a: '1', b: 'x y', c: ' ' });
  assert.equal(String(known.idempotencyKey).length, 64);
  // Not whether its spans are to be sent: a visitor does not decide that.
  assert.equal(known.trace, trace.replace(/01$/, '00'));
  assert.equal(known.same, true);
});

test('answers that do not fit their schema fail loudly', async () => {
  assert.deepEqual(await json('/api/things/5'), { id: '1' });
  for (const [path, why] of [
    ['/api/wrong', /\/id must be string/],
    ['/api/undeclared', /declares no answer/],
    ['/api/rendered', /\/id must be string/],
  ] as const) {
    const response = await ask(path);
    assert.equal(response.status, 500);
    assert.match(await response.text(), why);
  }
});

test('errors carry their complaints and further members', async () => {
  const response = await ask('/api/refused');
  assert.equal(response.status, 409);
  assert.deepEqual(await response.json(), {
    error: 'No',
    state: 'x',
    details: { a: [{ error: 'ERR_BLANK', description: 'b' }] },
  });
});

test('health says which part fails and whether that matters', async () => {
  assert.equal((await ask('/health/live')).status, 200);
  assert.deepEqual(await json('/health/ready'), {
    status: 'ok',
    parts: { database: { ok: true }, cache: { ok: true } },
  });
  cacheWell = false;
  const degraded = await ask('/health/ready');
  assert.equal(degraded.status, 200);
  assert.deepEqual(await degraded.json(), {
    status: 'degraded',
    parts: { database: { ok: true }, cache: { ok: false, detail: 'No connection' } },
  });
  databaseWell = false;
  const down = await ask('/health/ready');
  assert.equal(down.status, 503);
  assert.equal(((await down.json()) as { status: string }).status, 'down');
});

test('metrics are for this machine and for who has the key', async () => {
  const response = await ask('/metrics');
  assert.equal(response.status, 200);
  assert.match(
    await response.text(),
    /fanfare_http_requests_total\{service="test",route="\/api\/things\/:id",method="GET",status="200"\} 1/,
  );
  const visitor = { 'x-forwarded-for': '9.9.9.9' };
  assert.equal((await ask('/metrics', visitor)).status, 404);
  assert.equal((await ask('/metrics', { ...visitor, authorization: 'Bearer k' })).status, 200);
  assert.equal((await ask('/metrics', { ...visitor, 'x-forwarded-for': '127.0.0.1, 9.9.9.9' })).status, 404);
});

test('one line per request, without the values of path and query', async () => {
  lines.length = 0;
  const response = await ask('/api/things/123456?access_token=secret-token&q=words');
  await ask('/api/v9/SomeValue-123/x?code=secret-code');
  await ask('/api/%zz');
  const id = response.headers.get('x-request-id');
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.equal(parsed[0]?.['http.request.id'], id);
  assert.deepEqual(
    parsed.map((line) => [line['http.route'], line['http.response.status_code']]).slice(0, 2),
    [
      ['/api/things/:id', 200],
      ['/api/v9/:x/x', 404],
    ],
  );
  assert.equal(/secret|123456|words|SomeValue/.test(lines.join('')), false);
});

test('why a request failed stands in its one line, with the stack once', async () => {
  lines.length = 0;
  for (const name of ['broken', 'away', 'elsewhere', 'refused']) await (await ask(`/api/${name}`)).text();
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    parsed.map((line) => [line['http.route'], line['log.level'], line['error.code'], line['error.message']]),
    [
      ['/api/broken', 'error', 'internal', undefined],
      ['/api/away', 'warn', 'engine_away', 'It was asked: ECONNREFUSED'],
      ['/api/elsewhere', 'error', 'internal', 'answered by read.accounts'],
      ['/api/refused', 'info', 'conflict', undefined],
    ],
  );
  const error = parsed[0]?.error as Record<string, string>;
  assert.match(error.stack_trace ?? '', /^Error: outer\n.*caused by: TypeError: inner/s);
  assert.deepEqual(
    parsed.slice(1).map((line) => line.error),
    [undefined, undefined, undefined],
  );
  assert.equal(parsed[0]?.['service.name'], 'test');
});

test('a path that cannot be read is a 400 like any other', async () => {
  const response = await ask('/api/%zz');
  assert.equal(response.status, 400);
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
  assert.equal(typeof ((await response.json()) as { error: unknown }).error, 'string');
});

test('pages of errors bear the name of the moment, and what fails of ours asks nobody', async () => {
  const names: (string | null)[] = ['First', 'Second', null];
  let asked = 0;
  const broken = route({
    method: 'GET',
    path: '/broken',
    summary: 'Fails',
    auth: 'none',
    kind: 'page',
    async handle() {
      throw new Error('away');
    },
  });
  const other = await testServer([broken], {
    cache: memoryCache(),
    siteName: 'At the start',
    async siteNameNow() {
      asked += 1;
      const name = names.shift();
      if (typeof name !== 'string') throw new AppError('engine_away');
      return name;
    },
  });
  try {
    const titleOf = async (path: string) =>
      /<title>[^·]*· (.*)<\/title>/.exec(await (await fetch(other.url + path)).text())?.[1];
    assert.equal(await titleOf('/broken'), 'At the start');
    assert.equal(await titleOf('/nothing'), 'First');
    assert.equal(await titleOf('/nothing'), 'Second');
    assert.equal(await titleOf('/nothing'), 'Second', 'when nobody can say it');
    assert.equal((await fetch(`${other.url}/api/nothing`)).status, 404);
    assert.equal(asked, 3);
  } finally {
    await other.close();
  }
});

test('the files of pages are kept for good, others are not there', async () => {
  const style = await ask(stylesheet().path);
  assert.match(style.headers.get('cache-control') ?? '', /immutable/);
  assert.match(style.headers.get('content-type') ?? '', /text\/css/);
  assert.equal((await ask('/assets/other.css')).status, 404);
});

test('the OpenAPI document describes this server', async () => {
  const document = (await json('/api/openapi.json')) as {
    paths: Record<string, unknown>;
    components: { schemas: Record<string, unknown> };
  };
  assert.ok(document.paths['/api/things/{id}']);
  assert.ok(document.components.schemas.Thing);
});
