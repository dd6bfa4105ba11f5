import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memoryCache } from '@fanfare/cache/memory';
import type { TokenInfo } from '@fanfare/contracts';
import { AppError, parsePage, silentLog, systemClock, toPaged } from '@fanfare/kernel';
import { noMetrics } from '@fanfare/telemetry';
import { Type } from 'typebox';
import { Answer, htmlPage, pageOf, redirect, route } from '../route.ts';
import { httpServer } from './http-server.ts';
import type { HttpServer } from './options.ts';

const Body = Type.Object({
  status: Type.Optional(Type.String({ maxLength: 20 })),
  sensitive: Type.Optional(Type.Boolean()),
  media_ids: Type.Optional(Type.Array(Type.String())),
  poll: Type.Optional(Type.Object({ options: Type.Array(Type.String()), expires_in: Type.Integer() })),
});

const echo = (kind: 'none' | 'optional' | 'app' | 'user', path: string, method: 'POST' | 'DELETE' = 'POST') =>
  route({
    method,
    path,
    summary: 'Echo',
    auth: kind,
    scopes: ['write:statuses'],
    body: Body,
    async handle({ body, files }) {
      const names = Object.entries(files).map(([name, file]) => [
        name,
        file.filename,
        file.bytes.toString('utf8'),
      ]);
      return { body, ...(names.length === 0 ? {} : { files: names }) };
    },
  });

const routes = [
  echo('none', '/api/v1/echo'),
  echo('none', '/api/v1/echo', 'DELETE'),
  echo('user', '/api/v1/mine'),
  echo('app', '/api/v1/apps/mine'),
  route({
    method: 'GET',
    path: '/api/v1/maybe',
    summary: 'Who asks',
    auth: 'optional',
    scopes: ['read:statuses'],
    handle: async ({ viewer }) => ({ id: viewer?.accountId ?? null }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/list',
    summary: 'A list',
    auth: 'none',
    query: Type.Object({ types: Type.Optional(Type.Array(Type.Enum(['a', 'b']))) }),
    page: { default: 2, max: 3 },
    async handle({ page, query }) {
      const rows = [9, 8, 7, 6].filter((id) => page.maxId === null || id < page.maxId);
      const paged = toPaged(rows.slice(0, page.limit + 1), page, (id) => id);
      return query.types === undefined ? pageOf(paged) : { types: query.types };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/things',
    summary: 'For reviewers',
    auth: 'user',
    scopes: ['admin:read:submissions'],
    permission: 'approve_posts',
    handle: async () => undefined,
  }),
  route({
    method: 'GET',
    path: '/api/v1/broken',
    summary: 'Throws',
    auth: 'none',
    async handle() {
      throw new Error('secret inside');
    },
  }),
  route({
    method: 'GET',
    path: '/oauth/authorize',
    summary: 'A page',
    auth: 'none',
    kind: 'page',
    handle: async ({ query }) => (query === undefined ? redirect('/x') : htmlPage('<p>hello</p>')),
  }),
  route({
    method: 'GET',
    path: '/api/v1/raw',
    summary: 'Rendered JSON',
    auth: 'none',
    handle: async () => new Answer('[1]', { status: 206 }),
  }),
  route({
    method: 'POST',
    path: '/internal/x/y',
    summary: 'Internal',
    auth: 'none',
    kind: 'internal',
    rate: 'none',
    handle: async ({ body }) => body,
  }),
].map((one) => ({ ...one, service: 'test' }));

const tokens: Record<string, Partial<TokenInfo>> = {
  user: { account_id: 7, scopes: ['read', 'write'] },
  mod: { account_id: 8, scopes: ['admin:read'] },
  app: { account_id: null, scopes: ['write'] },
  narrow: { account_id: 7, scopes: ['read:accounts'] },
};

let server: HttpServer;
let base: string;

before(async () => {
  const cache = memoryCache();
  server = httpServer({
    routes,
    publicUrl: 'https://example.org',
    trustedProxies: ['loopback'],
    rateLimits: false,
    cache,
    clock: systemClock,
    log: silentLog,
    metrics: noMetrics,
    internalKey: 'the key',
    async authenticate(text) {
      if (text === 'away') throw new AppError('engine_away');
      const found = tokens[text];
      if (found === undefined) return null;
      const token = {
        token_id: '1',
        app_id: '1',
        account_id: null,
        scopes: [],
        created_at: 0,
        expires_at: null,
        ...found,
      };
      const role = text === 'mod' ? ('moderator' as const) : ('user' as const);
      const viewer =
        token.account_id === null
          ? null
          : { accountId: token.account_id as never, role, version: 1, actVersion: 1, token };
      return { token, viewer };
    },
  });
  base = (await server.listen('127.0.0.1', 0)).url;
});
after(() => server.close());

async function ask(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; json: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(base + path, init);
  return {
    status: response.status,
    json: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  };
}

const post = (path: string, body: RequestInit['body'], type?: string, method = 'POST') =>
  ask(path, { method, body, headers: type === undefined ? {} : { 'content-type': type } });

test('the same body as JSON, form and multipart', async () => {
  const wanted = {
    body: { status: 'hi', sensitive: true, media_ids: ['1', '2'], poll: { options: ['a'], expires_in: 60 } },
  };
  const json = {
    status: 'hi',
    sensitive: '1',
    media_ids: [1, 2],
    poll: { options: 'a', expires_in: '60' },
    unknown: 1,
  };
  assert.deepEqual(
    (await post('/api/v1/echo', JSON.stringify(json), 'application/json; charset=utf-8')).json,
    wanted,
  );
  const text = 'status=hi&sensitive=True&media_ids[]=1&media_ids[]=2&poll[options][]=a&poll[expires_in]=60';
  assert.deepEqual((await post('/api/v1/echo', text, 'application/x-www-form-urlencoded')).json, wanted);
  assert.deepEqual(
    (await post('/api/v1/echo', text, 'application/x-www-form-urlencoded', 'DELETE')).json,
    wanted,
  );
  const form = new FormData();
  for (const [name, value] of new URLSearchParams(text)) form.append(name, value);
  assert.deepEqual((await post('/api/v1/echo', form)).json, wanted);
  form.set('sensitive', 'undefined');
  form.append('file', new Blob(['bytes']), 'x.png');
  const upload = (await post('/api/v1/echo', form)).json;
  assert.deepEqual(upload.files, [['file', 'x.png', 'bytes']]);
  assert.equal('sensitive' in (upload.body as object), false);
});

test('a picture is a file with or without a name or a type of its own', async () => {
  const heads = [
    '; filename="a"',
    '\r\nContent-Type: image/png',
    '; filename="a"\r\nContent-Type: (\'image/png\', None)',
  ];
  for (const head of heads) {
    const body = `--x\r\nContent-Disposition: form-data; name="file"${head}\r\n\r\nbytes\r\n--x--\r\n`;
    const { json } = await post('/api/v1/echo', body, 'multipart/form-data; boundary=x');
    assert.deepEqual((json.files as string[][])[0]?.[2], 'bytes', head);
  }
});

test('parameters of a body may stand in the query; the body is stronger', async () => {
  const path = '/api/v1/echo?status=query&sensitive=off&media_ids[]=7&poll[options][]=a&poll[expires_in]=60';
  const inQuery = { sensitive: false, media_ids: ['7'], poll: { options: ['a'], expires_in: 60 } };
  assert.deepEqual((await post(path, undefined)).json, { body: { ...inQuery, status: 'query' } });
  assert.deepEqual((await post(path, '{"status":"body"}', 'application/json')).json, {
    body: { ...inQuery, status: 'body' },
  });
  assert.deepEqual((await post(path, 'status=body', 'application/x-www-form-urlencoded', 'DELETE')).json, {
    body: { ...inQuery, status: 'body' },
  });
  const undefinedText = await post('/api/v1/echo?status=x&sensitive=undefined', 'null', 'application/json');
  assert.deepEqual(undefinedText.json, { body: { status: 'x' } });
});

test('bodies that are missing, malformed, unreadable or too large', async () => {
  assert.deepEqual((await post('/api/v1/echo', undefined)).json, { body: {} });
  assert.deepEqual((await post('/api/v1/echo', Buffer.from('status=x'))).json, { body: { status: 'x' } });
  assert.equal((await post('/api/v1/echo', '{"a":', 'application/json')).status, 400);
  assert.equal((await post('/api/v1/echo', 'x', 'text/csv')).status, 415);
  assert.equal((await post('/api/v1/echo', '------x', 'multipart/form-data')).status, 400);
  const large = await post(
    '/api/v1/echo',
    JSON.stringify({ status: 'x'.repeat(2_000_000) }),
    'application/json',
  );
  assert.equal(large.status, 413);
  assert.equal(typeof large.json.error, 'string');
  const long = await post('/api/v1/echo', JSON.stringify({ status: 'x'.repeat(21) }), 'application/json');
  assert.equal(long.status, 422);
  assert.match(String(long.json.error), /"status" is too long/);
  const nested = await post('/api/v1/echo', '{"poll":{"options":["a"]}}', 'application/json');
  assert.match(String(nested.json.error), /"poll\[expires_in\]" is missing/);
});

test('tokens, scopes and permissions', async () => {
  const as = (token: string, path: string, method = 'POST') =>
    ask(path, { method, headers: { authorization: `Bearer ${token}` } });
  assert.equal((await ask('/api/v1/mine', { method: 'POST' })).status, 401);
  assert.equal((await as('nobody', '/api/v1/mine')).json.error, 'The access token is invalid');
  assert.equal((await as('user', '/api/v1/mine')).status, 200);
  assert.equal((await ask('/api/v1/mine?access_token=user', { method: 'POST' })).status, 200);
  assert.equal((await as('app', '/api/v1/mine')).status, 422);
  assert.equal((await as('app', '/api/v1/apps/mine')).status, 200);
  assert.equal((await as('narrow', '/api/v1/mine')).status, 403);
  assert.equal((await as('away', '/api/v1/mine')).status, 503);
  assert.equal((await ask('/api/v1/maybe')).json.id, null);
  assert.equal((await as('user', '/api/v1/maybe', 'GET')).json.id, 7);
  assert.equal((await as('nobody', '/api/v1/maybe', 'GET')).status, 401);
  assert.equal((await as('user', '/api/v1/admin/things', 'GET')).status, 403);
  assert.deepEqual((await as('mod', '/api/v1/admin/things', 'GET')).json, {});
});

test('pages of a list: absolute links, next first, other parameters kept', async () => {
  const { headers, json } = await ask('/api/v1/list?types[]=&limit=2&access_token=x');
  assert.deepEqual(json, { types: [] });
  const first = await fetch(`${base}/api/v1/list?limit=2&local=true`);
  assert.deepEqual(await first.json(), [9, 8]);
  assert.equal(
    first.headers.get('link'),
    '<https://example.org/api/v1/list?limit=2&local=true&max_id=8>; rel="next", <https://example.org/api/v1/list?limit=2&local=true&min_id=9>; rel="prev"',
  );
  assert.equal(headers.get('access-control-allow-origin'), '*');
  assert.match(headers.get('access-control-expose-headers') ?? '', /Link/);
  assert.deepEqual((await ask('/api/v1/list?types[]=c&types[]=b')).json, { types: ['b'] });
  assert.equal(parsePage({ limit: '9' }, { default: 2, max: 3 }).limit, 3);
});

test('unknown paths, HEAD, trailing slashes, preflight', async () => {
  const unknown = await ask('/api/v9/nothing');
  assert.equal(unknown.status, 404);
  assert.equal(unknown.headers.get('access-control-allow-origin'), '*');
  assert.equal((await ask('/api/v1/echo')).status, 404);
  const page = await fetch(`${base}/nothing`);
  assert.equal(page.status, 404);
  assert.match(page.headers.get('content-type') ?? '', /text\/html/);
  assert.equal(page.headers.get('access-control-allow-origin'), null);
  assert.equal((await fetch(`${base}/api/v1/list`, { method: 'HEAD' })).status, 200);
  const oauth = await fetch(`${base}/oauth/authorize/?client_id=1`);
  assert.equal(await oauth.text(), '<p>hello</p>');
  assert.match(oauth.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  const preflight = await fetch(`${base}/api/v1/mine`, {
    method: 'OPTIONS',
    headers: { origin: 'https://x.org' },
  });
  assert.equal(preflight.status, 204);
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Idempotency-Key/);
  const raw = await fetch(`${base}/api/v1/raw`);
  assert.deepEqual([raw.status, await raw.json()], [206, [1]]);
});

test('a failure inside tells the request id and nothing else', async () => {
  const { status, json, headers } = await ask('/api/v1/broken', {
    headers: { 'x-request-id': 'my-request-1' },
  });
  assert.equal(status, 500);
  assert.equal(headers.get('x-request-id'), 'my-request-1');
  assert.deepEqual(Object.keys(json), ['error', 'request_id']);
  assert.equal(json.request_id, 'my-request-1');
  assert.equal(JSON.stringify(json).includes('secret'), false);
});

test('internal routes need the key', async () => {
  const call = (headers: Record<string, string>) =>
    ask('/internal/x/y', {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json', ...headers },
    });
  assert.equal((await call({})).status, 404);
  assert.equal((await call({ 'x-fanfare-internal-key': 'wrong' })).status, 403);
  assert.deepEqual((await call({ 'x-fanfare-internal-key': 'the key' })).json, { a: 1 });
});
