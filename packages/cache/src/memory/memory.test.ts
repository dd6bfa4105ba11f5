import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '@fanfare/kernel';
import type { CacheSetup } from '../kit/index.ts';
import { cacheKit } from '../kit/index.ts';
import type { Cache } from '../port.ts';
import type { MemoryOptions } from './index.ts';
import { memoryCache, memoryServer } from './index.ts';

function setup(options: MemoryOptions = {}): CacheSetup {
  let now = 1_700_000_000_000;
  const server = memoryServer({ ...options, clock: { now: () => now } });
  const clients: Cache[] = [];
  async function away(during: () => Promise<void>): Promise<void> {
    server.reachable = false;
    try {
      await during();
    } finally {
      server.reachable = true;
    }
  }
  return {
    async connect() {
      const client = memoryCache(server);
      clients.push(client);
      return client;
    },
    async elapse(ms) {
      now += ms;
    },
    async flush() {
      server.restart();
    },
    away,
    // What is in this process cannot hang: it answers, or it does not.
    stalled: away,
    async close() {
      for (const client of clients) await client.close();
    },
  };
}

cacheKit('memory', { setup: async () => setup(), bounded: async (maxBytes) => setup({ maxBytes }) });

test('what expired is cleared away by later writes, without being read', async () => {
  let now = 0;
  const server = memoryServer({ clock: { now: () => now } });
  const cache = memoryCache(server);
  for (let index = 0; index < 1000; index++) await cache.set(`old${index}`, 'x', { ttl: 10 });
  now = 20;
  for (let index = 0; index < 600; index++) await cache.set(`new${index}`, 'x', { ttl: 10 });
  assert.equal(server.store.size, 600);
});

test('the number of entries is bounded too', async () => {
  const server = memoryServer({ maxEntries: 100 });
  const cache = memoryCache(server);
  for (let index = 0; index < 1000; index++) {
    await cache.sets.add(`s${index}`, [], { ttl: 60_000 });
    await cache.lists.push([`l${index}`], 1, { max: 800, ttl: 60_000 });
  }
  assert.equal(server.store.size, 100);
});

test('the bytes counted return to nothing when everything is gone', async () => {
  const server = memoryServer();
  const cache = memoryCache(server);
  for (let id = 1; id <= 2000; id++) await cache.lists.push(['a', 'b'], id, { max: 800, ttl: 60_000 });
  await cache.lists.build('a', [5, 6], 'mark', { max: 800, ttl: 60_000 });
  await cache.sets.add('s', ['x', 'y'], { ttl: 60_000 });
  await cache.sets.remove('s', ['x']);
  await cache.set('v', 'x', { ttl: 60_000 });
  await cache.set('v', 'longer', { ttl: 60_000 });
  assert.ok(server.store.bytes > 2 * 800 * 8 && server.store.bytes < 30_000, String(server.store.bytes));
  await cache.delete('a', 'b', 's', 'v');
  assert.equal(server.store.bytes, 0);
});

test('a listener that throws is logged', async () => {
  const { promise, resolve } = Promise.withResolvers<object>();
  const cache = memoryCache({ log: { ...silentLog, error: (fields) => resolve(fields) } });
  const failure = new Error('on purpose');
  await cache.subscribe('c', () => {
    throw failure;
  });
  await cache.publish('c', 'x');
  assert.deepEqual(await promise, { err: failure, channel: 'c' });
});
