import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { redis } from '@fanfare/engines';
import { isAppError } from '@fanfare/kernel';
import { believedListsAreWhole } from '../kit/index.ts';
import type { Cache } from '../port.ts';
import { redisCache } from './index.ts';
import type { TestServer } from './testing/server.ts';
import { startServer, untilHealthy } from './testing/server.ts';

const TTL = 600_000;
const top = { below: null, above: null, limit: 1, order: 'newest' } as const;

suite('one server', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer(redis);
  });
  after(() => server.close());
  const some = () => `test-${randomBytes(6).toString('hex')}`;
  async function open(t: TestContext, namespace = some()): Promise<Cache> {
    const cache = await redisCache({ url: server.instance.url, namespace });
    t.after(() => cache.close());
    return cache;
  }

  test('a server that comes back with older data: no list of it is believed that lacks a push', async (t) => {
    const namespace = some();
    const caches = [await open(t, namespace), await open(t, namespace)] as const;
    const before = await caches[0].runId();
    const { rebuilt } = await believedListsAreWhole(caches, async () => {
      const marked = async () => (await caches[0].lists.read('{e}', top)).mark !== null;
      while (!(await marked()));
      await server.command(['SAVE']);
      const { ids } = await caches[0].lists.read('{e}', top);
      const newer = async () => (await caches[0].lists.read('{e}', top)).ids[0] !== ids[0];
      while (!(await newer()));
      await server.instance.kill();
      await server.instance.start();
      for (const cache of caches) await untilHealthy(cache);
      // The marks are there again, but they are those of another memory.
      assert.ok(await marked());
    });
    assert.ok(rebuilt > 0);
    assert.notEqual(await caches[0].runId(), before);
  });

  test('a server that was a replica for a while is another memory', async (t) => {
    const other = await startServer(redis);
    t.after(() => other.close());
    const cache = await open(t);
    const before = await cache.runId();
    const { hostname, port } = new URL(other.instance.url);
    await server.command(['REPLICAOF', hostname, port]);
    t.after(() => server.command(['REPLICAOF', 'NO', 'ONE']));
    while ((await cache.health()).ok) await cache.get('x').catch(() => {});
    await assert.rejects(cache.set('k', 'v', { ttl: TTL }), (error) => isAppError(error, 'engine_away'));
    assert.match((await cache.health()).detail ?? '', /is a replica/);
    await server.command(['REPLICAOF', 'NO', 'ONE']);
    await untilHealthy(cache);
    assert.notEqual(await cache.runId(), before);
  });

  test('scripts that somebody flushed are loaded again', async (t) => {
    const cache = await open(t);
    for (const work of [
      () => cache.lists.push(['a', 'b'], 1, { max: 5, ttl: TTL }),
      () => cache.increment('n', 1, TTL),
    ]) {
      await server.command(['SCRIPT', 'FLUSH']);
      await work();
    }
  });

  test('a server without memory to give is away, not wrong', async (t) => {
    const cache = await open(t);
    await server.command(['CONFIG', 'SET', 'maxmemory', '1']);
    for (const work of [
      () => cache.set('k', 'v', { ttl: TTL }),
      () => cache.lists.push(['l'], 1, { max: 5, ttl: TTL }),
    ]) {
      await assert.rejects(work(), (error) => isAppError(error, 'engine_away'));
    }
    await server.command(['CONFIG', 'SET', 'maxmemory', '0']);
    await cache.set('k', 'v', { ttl: TTL });
  });

  test('namespaces do not see each other, and a key of one is under its name', async (t) => {
    const [one, two] = [await open(t), await open(t)];
    await one.set('k', 'v', { ttl: TTL });
    assert.equal(await two.get('k'), null);
    let heard = 0;
    await two.subscribe('c', () => {
      heard += 1;
    });
    await one.publish('c', 'x');
    await two.publish('c', 'end');
    while (heard === 0) await two.get('k');
    assert.equal(heard, 1);
  });

  test('a process that closed its cache ends by itself, with the server there or away', async () => {
    const program = `
      import { redisCache } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
      const cache = await redisCache({ url: process.argv[1], namespace: 'ends' });
      await cache.subscribe('c', () => {});
      await cache.set('k', 'v', { ttl: 1000 });
      if (process.argv[2]) process.kill(Number(process.argv[2]), 'SIGSTOP');
      const left = cache.get('k').catch((error) => error.code);
      await cache.close();
      await cache.close();
      console.log(await left);`;
    const run = async (...args: string[]) =>
      (
        await promisify(execFile)(process.execPath, [
          '--input-type=module',
          '-e',
          program,
          server.instance.url,
          ...args,
        ])
      ).stdout.trim();
    assert.match(await run(), /^(v|engine_away)$/);
    const pid = server.instance.running()[0]?.pid ?? 0;
    try {
      assert.equal(await run(String(pid)), 'engine_away');
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });
});
