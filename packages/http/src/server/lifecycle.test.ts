import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { memoryCache } from '@fanfare/cache/memory';
import { StartError } from '@fanfare/kernel';
import type { UpgradeRoute } from '../route.ts';
import { Answer, route } from '../route.ts';
import { closedServer, testServer } from './test-server.fixture.ts';

const hello = route({
  method: 'GET',
  path: '/api/hello',
  summary: 'Hello',
  auth: 'none',
  handle: async () => ({ hello: 1 }),
});

test('a port in use is one sentence that says what to do', async () => {
  const first = await testServer([hello], { cache: memoryCache() });
  const second = closedServer([hello], { cache: memoryCache() });
  await assert.rejects(second.listen('127.0.0.1', first.port), (error) => {
    assert.ok(error instanceof StartError);
    assert.match(error.message, new RegExp(`^Port ${first.port} on 127.0.0.1 is in use: .*PORT`));
    return true;
  });
  await Promise.all([first.close(), second.close()]);
});

test('an address of another machine is told apart', async () => {
  const server = closedServer([hello], { cache: memoryCache() });
  await assert.rejects(server.listen('192.0.2.1', 0), /HOST/);
  await server.close();
});

test('a close lets running requests end and takes no new ones', async () => {
  let begun: () => void = () => undefined;
  let finish: () => void = () => undefined;
  const running = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const slow = route({
    method: 'GET',
    path: '/api/slow',
    summary: 'Waits',
    auth: 'none',
    async handle() {
      begun();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { done: true };
    },
  });
  const server = await testServer([slow], { cache: memoryCache() });
  const answer = fetch(`${server.url}/api/slow`);
  await running;
  const closed = server.close();
  await assert.rejects(fetch(`${server.url}/api/slow`));
  finish();
  const response = await answer;
  assert.equal(response.headers.get('connection'), 'close');
  assert.deepEqual(await response.json(), { done: true });
  await closed;
});

test('a request that never ends is cut when the time is up', async () => {
  const { stuck } = stuckRoute();
  const server = await testServer([stuck], { cache: memoryCache(), drain: 20 });
  const answer = fetch(`${server.url}/api/stuck`);
  const refused = assert.rejects(answer);
  const socket = connect(server.port, '127.0.0.1');
  // How the connection ends is up to the system.
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  await server.close();
  await refused;
  socket.destroy();
});

test('a close that lingers answers what comes over kept connections, each once, and ends with the last', async () => {
  const server = await testServer([hello], { cache: memoryCache(), linger: 60_000 });
  const kept = await Promise.all([1, 2].map(() => keptConnection(server.port)));
  for (const one of kept) assert.match(await one.ask(), /^HTTP\/1\.1 200 .*connection: keep-alive/is);
  const closed = server.close();
  while (await comesIn(server.port));
  const [used, unused] = kept;
  assert.match((await used?.ask()) ?? '', /^HTTP\/1\.1 200 .*connection: close/is);
  await used?.ended;
  unused?.leave();
  await closed;
});

test('a close that gives notice takes new connections meanwhile, each for one answer', async () => {
  const server = await testServer([hello], { cache: memoryCache(), notice: 2_000 });
  const closed = server.close();
  const late = await keptConnection(server.port);
  assert.match(await late.ask(), /^HTTP\/1\.1 200 .*connection: close/is);
  await late.ended;
  await closed;
  assert.equal(await comesIn(server.port), false);
});

test('a close lingers no longer than its bound', async () => {
  const server = await testServer([hello], { cache: memoryCache(), linger: 20 });
  const kept = await keptConnection(server.port);
  await kept.ask();
  await server.close();
  await kept.ended;
});

test('a close that lingers cuts at once what began during the notice and never ends', async () => {
  const source = new Readable({ read() {} });
  const server = await testServer([streamOf(source)], {
    cache: memoryCache(),
    notice: 500,
    linger: 3_600_000,
  });
  source.push(':)\n');
  const closed = server.close();
  const response = await fetch(`${server.url}/api/v1/streaming/user`);
  await response.text().catch(() => undefined);
  await closed;
});

test('a close that lingers bounds what runs all the while', async () => {
  const { stuck, begun } = stuckRoute();
  const server = await testServer([stuck], { cache: memoryCache(), drain: 20, linger: 3_600_000 });
  const refused = assert.rejects(fetch(`${server.url}/api/stuck`));
  await begun;
  await server.close();
  await refused;
});

function streamOf(source: Readable) {
  return route({
    method: 'GET',
    path: '/api/v1/streaming/user',
    summary: 'Events',
    auth: 'none',
    handle: async () => new Answer(source, { headers: { 'content-type': 'text/event-stream' } }),
  });
}

/** One whose answer never comes. */
function stuckRoute() {
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  const stuck = route({
    method: 'GET',
    path: '/api/stuck',
    summary: 'Waits',
    auth: 'none',
    handle: () => {
      resolve();
      return new Promise(() => undefined);
    },
  });
  return { stuck, begun };
}

function comesIn(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.destroy());
    socket.once('close', (failed) => resolve(!failed));
    socket.once('error', () => {});
  });
}

async function keptConnection(port: number) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return {
    ended: once(socket, 'close'),
    async ask() {
      socket.write('GET /api/hello HTTP/1.1\r\nhost: x\r\n\r\n');
      return String((await once(socket, 'data'))[0]);
    },
    leave: () => socket.end(),
  };
}

test('event streams do not hold up a close, and their source is told', async () => {
  const source = new Readable({ read() {} });
  const server = await testServer([streamOf(source)], { cache: memoryCache(), drain: 60_000 });
  source.push(':)\n');
  const response = await fetch(`${server.url}/api/v1/streaming/user`);
  const reader = response.body?.getReader();
  assert.equal(new TextDecoder().decode((await reader?.read())?.value), ':)\n');
  const told = once(source, 'close');
  const ended = reader?.read().catch(() => undefined);
  await server.close();
  await Promise.all([told, ended]);
});

test('upgrades go to their handler, others are refused; handlers are told of the close', async () => {
  const events: string[] = [];
  const upgrade: UpgradeRoute = {
    path: '/api/v1/streaming',
    handle(request, socket) {
      events.push(request.url ?? '');
      socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n');
    },
    close: () => void events.push('close'),
  };
  const server = await testServer([hello], { cache: memoryCache(), upgrades: [upgrade], drain: 20 });
  const ask = async (path: string) => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n`);
    const [head] = (await once(socket, 'data')) as [Buffer];
    return { socket, status: head.toString().slice(9, 12) };
  };
  const open = await ask('/api/v1/streaming/?stream=user');
  assert.equal(open.status, '101');
  const other = await ask('/api/v1/other');
  assert.equal(other.status, '404');
  other.socket.destroy();
  const cut = once(open.socket, 'close');
  open.socket.resume();
  await server.close();
  await cut;
  assert.deepEqual(events, ['/api/v1/streaming/?stream=user', 'close']);
});
