/** The generated configuration in a real NGINX, before instances that say what reached them. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { TestContext } from 'node:test';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { routeTable } from '@fanfare/server';
import { testGateway } from './gateway.fixture.ts';

const routes = (await routeTable({})).routes.filter(({ kind }) => kind !== 'internal');
const gateway = await testGateway(routes);
after(() => gateway.stop());
const { url } = gateway;

/** An own gateway, for tests that break instances. */
async function fresh(context: TestContext, options?: { trusted: string[] }) {
  const own = await testGateway(routes, options);
  context.after(() => own.stop());
  return own;
}

/** As it is written, where fetch would tidy the path up. */
async function raw(to: string, request: string): Promise<string> {
  const socket = connect(Number(new URL(to).port), '127.0.0.1');
  socket.end(`${request}\r\nHost: x\r\nConnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

function requests(count: number, work: (index: number) => Promise<unknown>): Promise<unknown> {
  const left = Array.from({ length: count }, (_, index) => index);
  const lane = async () => {
    for (let index = left.pop(); index !== undefined; index = left.pop()) await work(index);
  };
  return Promise.all(Array.from({ length: 16 }, lane));
}

describe('the gateway', () => {
  it('sends every route of the table to its service', async () => {
    const served = async (method: string, path: string) =>
      (
        await fetch(`${url}${path}`, { method, ...(/POST|PUT|PATCH/.test(method) ? { body: 'a=1' } : {}) })
      ).headers
        .get('x-served-by')
        ?.slice(0, -2);
    for (const { method, path, service } of routes) {
      const asked = path.replace(/:[a-z_]+/gi, '12').replace('*', 'a/b.png');
      assert.equal(await served(method, asked), service, `${method} ${path}`);
      if (method === 'GET') assert.equal(await served('HEAD', asked), service, `HEAD ${path}`);
      if (!asked.endsWith('.png') && asked !== '/')
        assert.equal(await served(method, `${asked}/?x=1`), service, `${method} ${path}/`);
      const owners = routes.filter((one) => one.path === path).map((one) => one.service);
      assert.ok(owners.includes((await served('OPTIONS', asked)) ?? ''), `OPTIONS ${path}`);
    }
    assert.equal(await served('GET', '/nothing/at/all'), 'read');
  });

  it('shares the load evenly', async () => {
    const before = gateway.of('read').map(({ seen }) => seen.length);
    await requests(2_000, async () => (await fetch(`${url}/api/v1/instance`)).arrayBuffer());
    const [one = 0, two = 0] = gateway
      .of('read')
      .map(({ seen }, index) => seen.length - (before[index] ?? 0));
    assert.equal(one + two, 2_000);
    assert.ok(Math.abs(one - two) < 200, `${one} and ${two}`);
  });

  it('has no way to what is internal, however it is written', async () => {
    const before = gateway.instances.map(({ seen }) => seen.length);
    for (const path of [
      '/internal/read/statuses',
      '/internal',
      '//internal/read/statuses',
      '/%69nternal/read/statuses',
      '/x/../internal/read/statuses',
      '/./internal/x',
      '/x/%2e%2e/internal/x',
      '/metrics',
      '/metrics/',
      '/health/ready',
      '/health/ready?x',
    ]) {
      for (const method of ['GET', 'POST', 'PUT']) {
        const said = await raw(url, `${method} ${path} HTTP/1.1`);
        assert.match(said, /^HTTP\/1\.1 404 /, path);
        assert.match(said, /\r\nContent-Type: application\/json; charset=utf-8\r\n/, path);
        assert.match(said, /\{"error":"There is no such API method"\}$/, path);
      }
    }
    assert.deepEqual(
      gateway.instances.map(({ seen }) => seen.length),
      before,
    );
  });

  it('refuses a request that it cannot read in the shape of all errors', async () => {
    for (const line of [
      'GET /api/v1/statuses/%00 HTTP/1.1',
      'GET no-path HTTP/1.1',
      `GET /${'x'.repeat(40_000)} HTTP/1.1`,
    ]) {
      const said = await raw(url, line);
      assert.match(said, /^HTTP\/1\.1 4\d\d /, line.slice(0, 60));
      assert.match(said, /\{"error":"[^"]+"\}$/, line.slice(0, 60));
    }
  });

  it('replaces what the visitor says of where it comes from, and keeps a plain request id', async () => {
    await fetch(`${url}/api/v1/instance?forged`, {
      headers: {
        'x-forwarded-for': '6.6.6.6',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'evil.example',
        forwarded: 'for=6.6.6.6',
        'x-request-id': 'abcdefgh-1',
      },
    });
    const headers = gateway.seenBy('read').find((one) => one.url.endsWith('?forged'))?.headers ?? {};
    assert.equal(headers['x-forwarded-for'], '127.0.0.1');
    assert.equal(headers['x-forwarded-proto'], 'http');
    assert.equal(headers['x-forwarded-host'], new URL(url).host);
    assert.equal(headers.host, new URL(url).host);
    assert.equal(headers.forwarded, undefined);
    assert.equal(headers['x-request-id'], 'abcdefgh-1');
    await fetch(`${url}/api/v1/instance?bad-id`, { headers: { 'x-request-id': 'a "b"' } });
    const other = gateway.seenBy('read').find((one) => one.url.endsWith('?bad-id'))?.headers ?? {};
    assert.match(String(other['x-request-id']), /^[0-9a-f]{32}$/);
  });

  it('believes proxies that are named', async (context) => {
    const own = await fresh(context, { trusted: ['127.0.0.0/8'] });
    await fetch(`${own.url}/api/v1/instance`, {
      headers: { 'x-forwarded-for': '6.6.6.6, 8.8.8.8', 'x-forwarded-proto': 'https' },
    });
    const [seen] = own.seenBy('read');
    assert.equal(seen?.headers['x-forwarded-for'], '8.8.8.8');
    assert.equal(seen?.headers['x-forwarded-proto'], 'https');
  });

  it('bounds bodies as the routes do, and says 413 as they do', async () => {
    const post = (path: string, size: number) =>
      fetch(`${url}${path}`, { method: 'POST', body: Buffer.alloc(size) });
    const large = await post('/api/v1/statuses', 3_000_000);
    assert.equal(large.status, 413);
    assert.deepEqual(await large.json(), { error: 'The request is too large' });
    assert.equal(large.headers.get('access-control-allow-origin'), '*');
    assert.ok(large.headers.get('x-request-id'));
    assert.equal((await post('/api/v1/statuses', 1_000_000)).status, 200);
    assert.equal((await post('/api/v2/media', 16_000_000)).status, 200);
    assert.ok(
      gateway
        .seenBy('write')
        .some(({ url: path, bytes }) => path === '/api/v2/media' && bytes === 16_000_000),
    );
    assert.equal((await post('/api/v2/media', 30_000_000)).status, 413);
  });

  it('passes answers and errors of services on as they are, smaller where that helps', async () => {
    for (const status of [200, 404, 422, 500, 503]) {
      const answer = await fetch(`${url}/api/v1/instance`, { headers: { 'x-test-status': `${status}` } });
      assert.equal(answer.status, status);
      assert.match(((await answer.json()) as { name: string }).name, /^read/);
      // NGINX makes no other answers smaller.
      assert.equal(answer.headers.get('content-encoding'), status < 405 ? 'gzip' : null);
      assert.equal(answer.headers.get('server'), 'nginx');
    }
  });

  it('opens WebSockets, and lets server-sent events through at once', async () => {
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      'GET /api/v1/streaming?access_token=secret HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n\r\n',
    );
    assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 101 /);
    socket.write('both ways');
    assert.equal(String((await once(socket, 'data'))[0]), 'both ways');
    socket.destroy();
    const stopped = new AbortController();
    const stream = await fetch(`${url}/api/v1/streaming/user`, {
      headers: { accept: 'text/event-stream' },
      signal: stopped.signal,
    });
    const first = await stream.body?.getReader().read();
    assert.equal(Buffer.from(first?.value ?? []).toString(), ':thump\n\n');
    stopped.abort();
  });

  it('logs requests as JSON, without what may be a key', async () => {
    const trace = 'a'.repeat(32);
    const traceparent = `00-${trace}-${'b'.repeat(16)}-01`;
    await fetch(`${url}/setup/secret`);
    const asVisitor = { traceparent, tracestate: 'secret', 'x-fanfare-arrived': '0.000 0.000' };
    await fetch(`${url}/api/v1/timelines/home?access_token=secret`, { headers: asVisitor });
    await fetch(`${url}/media/pending/secret`);
    while (!(await gateway.log()).includes('"/media/"')) await pause(10);
    const text = await gateway.log();
    assert.doesNotMatch(text, /secret/);
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const line = lines.findLast((one) => one['url.path'] === '/api/v1/timelines/home');
    assert.equal(line?.['http.response.status_code'], 200);
    assert.match(String(line?.['trace.id']), /^[0-9a-f]{32}$/);
    assert.notEqual(line?.['trace.id'], trace, 'what a visitor says of traces counts for nothing');
    const id = String(line?.['trace.id']);
    const reached = gateway.instances
      .flatMap(({ seen }) => seen)
      .find(({ headers }) => headers.traceparent === `00-${id}-${id.slice(0, 16)}-00`);
    assert.ok(reached, 'the service is told of the trace that the line names');
    assert.equal(reached.headers.tracestate, undefined);
    const [, passedOn, had] =
      /^(\d+\.\d{3}) (\d+\.\d{3})$/.exec(String(reached.headers['x-fanfare-arrived'])) ?? [];
    assert.ok(Math.abs(Number(passedOn) * 1_000 - Date.now()) < 60_000 && Number(had) < 60);
    assert.equal(line?.message, 'GET /api/v1/timelines/home 200');
    assert.match(String(line?.['fanfare.upstream']), /^127\.0\.0\.1:\d+$/);
  });
});

describe('the gateway, while two versions run', () => {
  it('asks the other one for a file that is named by its content', async (context) => {
    const own = await fresh(context);
    for (const one of own.of('read')) one.lacks = one.name === 'read 1';
    for (const path of ['/app/home-D_4aeAN7.js', '/assets/pages-1.css'])
      await requests(20, async () => {
        const answer = await fetch(`${own.url}${path}`);
        assert.equal(answer.headers.get('x-served-by'), 'read 2', path);
      });
    for (const one of own.of('read')) one.lacks = true;
    assert.equal((await fetch(`${own.url}/app/gone.js`)).status, 404);
    assert.equal(
      (await fetch(`${own.url}/api/v1/accounts/12`)).headers.get('x-served-by')?.slice(0, 4),
      'read',
      'nobody else is asked for what is not there',
    );
  });
});

describe('the gateway, when an instance breaks off after it has read a request', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    it(`${method}: another instance answers`, async (context) => {
      const own = await fresh(context);
      for (const one of own.of('read')) one.breaks = one.name === 'read 1';
      for (let count = 0; count < 4; count++)
        assert.equal((await fetch(`${own.url}/api/v1/instance`, { method })).status, 200);
      assert.ok(own.of('read').every(({ seen }) => seen.length > 0));
    });
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    it(`${method}: nothing is sent twice, and the answer says so`, async (context) => {
      const own = await fresh(context);
      for (const one of own.instances) one.breaks = true;
      const answer = await fetch(`${own.url}/api/v1/statuses/12`, { method, body: 'a=1' });
      assert.equal(answer.status, 502);
      assert.deepEqual(await answer.json(), { error: 'A part of the server is away, please try again' });
      assert.equal(answer.headers.get('retry-after'), '5');
      assert.equal(own.instances.flatMap(({ seen }) => seen).length, 1);
    });
  }
});

describe('the gateway, when an instance refuses connections', () => {
  for (const [method, path] of [
    ['POST', '/api/v1/statuses'],
    ['PUT', '/api/v1/statuses/12'],
    ['DELETE', '/api/v1/statuses/12'],
    ['PATCH', '/api/v1/admin/instance'],
  ] as const)
    it(`${method}: asks another one; without any it says so`, async (context) => {
      const own = await fresh(context);
      const ask = () => fetch(`${own.url}${path}`, { method, body: 'a=1' });
      await own.of('write')[0]?.refuse();
      await requests(50, async () => assert.equal((await ask()).headers.get('x-served-by'), 'write 2'));
      assert.equal(own.seenBy('write').length, 50);
      await own.of('write')[1]?.refuse();
      const answer = await ask();
      assert.equal(answer.status, 502);
      assert.deepEqual(await answer.json(), { error: 'A part of the server is away, please try again' });
      assert.equal((await fetch(`${own.url}/api/v1/instance`)).status, 200);
    });

  it('asks one that is back at once when the other goes', async (context) => {
    const own = await fresh(context);
    const [one, two] = own.of('write');
    const post = () => fetch(`${own.url}/api/v1/statuses`, { method: 'POST', body: 'a=1' });
    await one?.refuse();
    await requests(20, async () => assert.equal((await post()).headers.get('x-served-by'), 'write 2'));
    await one?.listen();
    await two?.refuse();
    await requests(20, async () => assert.equal((await post()).headers.get('x-served-by'), 'write 1'));
  });
});
