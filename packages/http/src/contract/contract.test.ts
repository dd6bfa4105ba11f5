import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { memoryCache } from '@fanfare/cache/memory';
import type { Client } from '@fanfare/contracts';
import type { AppError, Log } from '@fanfare/kernel';
import { isAppError, silentLog, systemClock } from '@fanfare/kernel';
import { noMetrics } from '@fanfare/telemetry';
import { httpServer } from '../server/http-server.ts';
import type { HttpServer, RequestFields } from '../server/options.ts';
import { directClient } from './direct.ts';
import { httpClient } from './http-client.ts';
import { contractRoutes } from './routes.ts';
import { sampleContract, sampleService } from './sample.fixture.ts';

let server: HttpServer;
let url: string;
let folder: string;
let service = sampleService();
const opened: { close(): void }[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanfare-contract-'));
  server = httpServer({
    routes: contractRoutes(sampleContract, () => service).map((route) => ({ ...route, service: 'sample' })),
    publicUrl: 'http://localhost',
    trustedProxies: [],
    rateLimits: false,
    cache: memoryCache(),
    authenticate: async () => null,
    clock: systemClock,
    log: silentLog,
    metrics: noMetrics,
    internalKey: 'k',
    drain: 1,
  });
  url = (await server.listen('127.0.0.1', 0)).url;
  await server.listenOnSocket(join(folder, 'socket'));
});
after(async () => {
  for (const client of opened) client.close();
  await server.close();
  await rm(folder, { recursive: true });
});

function over(options: Parameters<typeof httpClient>[1]) {
  const made = httpClient(sampleContract, options);
  opened.push(made);
  return made;
}

const forms: Record<string, () => Client<typeof sampleContract>> = {
  direct: () => directClient(sampleContract, () => service),
  'over HTTP': () => over({ url, key: 'k' }).client,
  'over the unix socket': () => over({ socketPath: join(folder, 'socket') }).client,
};

for (const [form, make] of Object.entries(forms)) {
  describe(`a contract ${form}`, () => {
    test('answers', async () => {
      service = sampleService();
      const client = make();
      assert.deepEqual(await client.names({ ids: [1, 2] }), [{ id: 1, name: 'Ünï 🎉' }, null]);
      assert.deepEqual(await client.add({ id: 2, name: undefined }), {});
      assert.deepEqual(await client.names({ ids: [2] }), [{ id: 2, name: 'nobody' }]);
    });

    test('errors keep code, text, complaints and further members', async () => {
      const error = await failure(make().refuse({}));
      assert.deepEqual(
        [error.code, error.message, error.options.fields, error.options.extra],
        ['conflict', 'Taken', { name: [{ error: 'ERR_TAKEN', description: 'is taken' }] }, { state: 'x' }],
      );
    });

    test('faults of the program are internal and tell nothing', async () => {
      const client = make();
      const wrong = JSON.parse('{"ids":["1"]}');
      for (const call of [client.crash({}), client.lie({}), client.names(wrong)]) {
        const error = await failure(call);
        assert.equal(error.code, 'internal');
        assert.equal(error.message.includes('secret'), false);
      }
    });
  });
}

async function failure(call: Promise<unknown>): Promise<AppError> {
  const error: unknown = await call.then(
    () => assert.fail('It should have failed'),
    (reason: unknown) => reason,
  );
  assert.ok(isAppError(error), String(error));
  return error;
}

test('a deadline ends a call as engine_away', async () => {
  const error = await failure(over({ url, key: 'k', deadline: 30 }).client.never({}));
  assert.equal(error.code, 'engine_away');
});

test('a wrong key, a page of a proxy and nobody listening are engine_away', async () => {
  assert.equal((await failure(over({ url, key: 'wrong' }).client.names({ ids: [] }))).code, 'engine_away');
  assert.equal((await failure(over({ url }).client.names({ ids: [] }))).code, 'engine_away');
  const { port, close } = await fake((_path, answer) => answer(502, '<html>'));
  assert.equal(
    (await failure(over({ url: `http://127.0.0.1:${port}` }).client.names({ ids: [] }))).code,
    'engine_away',
  );
  await close();
  assert.equal(
    (await failure(over({ url: `http://127.0.0.1:${port}` }).client.names({ ids: [] }))).code,
    'engine_away',
  );
});

test('a question is asked twice at the edge, a command and an inner call once', async () => {
  let asked = 0;
  const { port, close } = await fake((_path, _answer, drop) => {
    asked++;
    drop();
  });
  const context = new AsyncLocalStorage<RequestFields>();
  const { client } = over({ url: `http://127.0.0.1:${port}`, context });
  await failure(client.names({ ids: [] }));
  assert.equal(asked, 2);
  await failure(client.add({ id: 1 }));
  assert.equal(asked, 3);
  await context.run({ requestId: 'r', trace: null, edge: false }, () => failure(client.names({ ids: [] })));
  assert.equal(asked, 4);
  await close();
});

test('the breaker stops asking, and one call tries again later', async () => {
  let asked = 0;
  let well = false;
  const { port, close } = await fake((_path, answer, drop) => {
    asked++;
    if (well) answer(200, '{}');
    else drop();
  });
  let now = 0;
  const made = over({ url: `http://127.0.0.1:${port}`, clock: { now: () => now } });
  for (let count = 0; count < 8; count++) await failure(made.client.add({ id: 1 }));
  assert.equal(asked, 5);
  assert.equal((await made.health()).ok, false);
  now += 300;
  await failure(made.client.add({ id: 1 }));
  await failure(made.client.add({ id: 1 }));
  assert.equal(asked, 6);
  well = true;
  now += 10_000;
  assert.deepEqual(await made.client.add({ id: 1 }), {});
  assert.deepEqual(await made.client.add({ id: 1 }), {});
  assert.equal((await made.health()).ok, true);
  await close();
});

test('health notices that a service is back although nobody asks it anything', async () => {
  let well = false;
  const { port, close } = await fake((_path, answer, drop) => (well ? answer(404, '{}') : drop()));
  let now = 0;
  const made = over({ url: `http://127.0.0.1:${port}`, clock: { now: () => now } });
  for (let count = 0; count < 8; count++) await failure(made.client.add({ id: 1 }));
  well = true;
  assert.equal((await made.health()).ok, false, 'not before its time');
  now += 300;
  assert.equal((await made.health()).ok, true);
  await close();
});

test('instances are asked in turn, and one that takes no connection is passed over', async () => {
  const asked = [0, 0];
  const counting = (index: number) =>
    fake((_path, answer) => {
      asked[index] = (asked[index] ?? 0) + 1;
      answer(200, '{}');
    });
  const [one, two] = [await counting(0), await counting(1)];
  const url = [one, two].map(({ port }) => `http://127.0.0.1:${port}`);
  const ask = async ({ client }: ReturnType<typeof over>) => {
    for (let count = 0; count < 10; count++) await client.add({ id: count });
  };
  await ask(over({ url }));
  assert.deepEqual(asked, [5, 5]);
  await one.close();
  const made = over({ url, clock: { now: () => 0 } });
  await ask(made);
  assert.deepEqual(asked, [5, 15], 'commands too: nothing had been asked of the one that is gone');
  assert.equal((await made.health()).ok, true);
  await two.close();
  for (let count = 0; count < 10; count++) await failure(made.client.add({ id: count }));
  assert.equal((await made.health()).ok, false);
});

test('in a rolling restart the instance that is back is asked as soon as the other one goes', async () => {
  const start = (port = 0) => fake((_path, answer) => answer(200, '{}'), port);
  const [one, two] = [await start(), await start()];
  const url = [one, two].map(({ port }) => `http://127.0.0.1:${port}`);
  // Time stands still, so no pause of a breaker ends.
  const { client } = over({ url, clock: { now: () => 0 } });
  await one.close();
  for (let count = 0; count < 20; count++) await client.refuse({});
  const again = await start(one.port);
  await two.close();
  for (let count = 0; count < 20; count++) await client.refuse({});
  await again.close();
});

test('calls at the same time do not take the turns of each other', async () => {
  const [one, two] = [
    await fake((_path, answer) => answer(200, '{}')),
    await fake((_path, answer) => answer(200, '{}')),
  ];
  await one.close();
  const { client } = over({ url: [one, two].map(({ port }) => `http://127.0.0.1:${port}`) });
  await Promise.all(Array.from({ length: 40 }, (_, id) => client.add({ id })));
  await two.close();
});

test('a question that was cut off is asked at another instance', async () => {
  const dropping = await fake((_path, _answer, drop) => drop());
  const well = await fake((_path, answer) => answer(200, '[]'));
  const context = new AsyncLocalStorage<RequestFields>();
  const { client } = over({ url: [dropping, well].map(({ port }) => `http://127.0.0.1:${port}`), context });
  await context.run({ requestId: 'request-1', trace: null, edge: true }, async () => {
    const many = Array.from({ length: 4 }, () => client.names({ ids: [] }));
    assert.deepEqual(await Promise.all(many), [[], [], [], []]);
  });
  await Promise.all([dropping.close(), well.close()]);
});

test('an instance that goes is said once, and once that it is back', async () => {
  const said: string[] = [];
  const note = (level: string) => (_: object, message: string) => void said.push(`${level}: ${message}`);
  const log: Log = { ...silentLog, warn: note('warn'), info: note('info'), child: () => log };
  let now = 0;
  const clock = { ...systemClock, now: () => now };
  const first = await fake((_path, answer) => answer(200, '[]'));
  const { client } = over({ url: `http://127.0.0.1:${first.port}`, key: 'k', log, clock });
  await client.names({ ids: [] });
  await first.close();
  for (let call = 0; call < 20; call++) {
    await failure(client.names({ ids: [] }));
    now += 10_000;
  }
  assert.deepEqual(said, ['warn: An instance does not answer and is left out']);
  const second = await fake((_path, answer) => answer(200, '[]'), first.port);
  await client.names({ ids: [] });
  await client.names({ ids: [] });
  assert.deepEqual(said.slice(1), ['info: An instance answers again']);
  await second.close();
});

test('request id and trace go along', async () => {
  let seen: Record<string, unknown> = {};
  const { port, close } = await fake((_path, answer, _drop, headers) => {
    seen = headers;
    answer(200, '{}');
  });
  const context = new AsyncLocalStorage<RequestFields>();
  const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const { client } = over({ url: `http://127.0.0.1:${port}`, key: 'k', context });
  await context.run({ requestId: 'request-1', trace, edge: true }, () => client.add({ id: 1 }));
  assert.equal(seen['x-request-id'], 'request-1');
  assert.equal(seen.traceparent, trace);
  assert.equal(seen['x-fanfare-internal-key'], 'k');
  await close();
});

test('the unix socket is private and serves nothing else', async () => {
  const socketPath = join(folder, 'socket');
  assert.equal((await stat(socketPath)).mode & 0o777, 0o600);
  const status = await new Promise((resolve, reject) => {
    get({ socketPath, path: '/health/live' }, (response) => resolve(response.resume().statusCode)).on(
      'error',
      reject,
    );
  });
  assert.equal(status, 404);
});

type Respond = (
  path: string,
  answer: (status: number, body: string) => void,
  drop: () => void,
  headers: Record<string, unknown>,
) => void;

/** Another service's place, which does what it is told. */
async function fake(respond: Respond, at = 0): Promise<{ port: number; close(): Promise<void> }> {
  const other = createServer((request, response) => {
    request.resume().on('end', () => {
      const answer = (status: number, body: string) =>
        void response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      respond(request.url ?? '', answer, () => request.socket.destroy(), request.headers);
    });
  });
  await new Promise<void>((resolve) => other.listen(at, '127.0.0.1', resolve));
  return {
    port: (other.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        other.close(() => resolve());
        other.closeAllConnections();
      }),
  };
}
