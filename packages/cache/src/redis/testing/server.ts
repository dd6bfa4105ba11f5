/** A Redis of the test's own, and what the kit does to it. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, Instance } from '@fanfare/engines';
import { redis, startEngine } from '@fanfare/engines';
import { silentLog } from '@fanfare/kernel';
import { createClient } from '@redis/client';
import type { CacheSetup } from '../../kit/index.ts';
import type { Cache } from '../../port.ts';
import { readServers } from '../address.ts';
import { redisCache } from '../index.ts';

export interface TestServer {
  readonly instance: Instance;
  /** A namespace of its own on it. */
  setup(): CacheSetup;
  /** Sends one command to one of its servers, the first unless told. */
  command(args: readonly string[], server?: number): Promise<unknown>;
  /** Stops the programs in mid-step, all or one, while `during` runs. */
  stalled(during: () => Promise<void>, program?: string): Promise<void>;
  close(): Promise<void>;
}

export async function startServer(engine: Engine): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-redis-'));
  const instance = await startEngine(engine, { folder });

  async function stalled(during: () => Promise<void>, program?: string): Promise<void> {
    const running = instance.running().filter(({ name }) => program === undefined || name === program);
    for (const { pid } of running) process.kill(pid, 'SIGSTOP');
    try {
      await during();
    } finally {
      for (const { pid } of running) process.kill(pid, 'SIGCONT');
    }
  }

  return {
    instance,
    stalled,
    setup: () => setupOn(instance, stalled),
    async command(args, server = 0) {
      const address = readServers(instance.url).addresses[server];
      const client = createClient({ socket: { host: address?.host ?? '', port: address?.port ?? 0 } });
      await client.on('error', () => {}).connect();
      try {
        return await client.sendCommand([...args]);
      } finally {
        client.destroy();
      }
    },
    async close() {
      await instance.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function setupOn(instance: Instance, stalled: TestServer['stalled']): CacheSetup {
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const clients: Cache[] = [];
  const healed = async () => {
    for (const client of clients) await untilHealthy(client);
  };
  return {
    async connect() {
      const client = await redisCache({ url: instance.url, namespace, log: silentLog });
      clients.push(client);
      return client;
    },
    elapse: (ms) => pause(ms),
    async flush() {
      await instance.kill();
      await instance.start();
      await healed();
    },
    async away(during) {
      await instance.kill();
      // The news lies in the sockets: they are read.
      for (const client of clients) await client.health();
      try {
        await during();
      } finally {
        await instance.start();
        await healed();
      }
    },
    async stalled(during) {
      await stalled(during);
      await healed();
    },
    async close() {
      for (const client of clients) await client.close();
    },
  };
}

/** A single server that holds so many bytes more than when it is empty, and evicts what is seldom used. */
export async function boundedServer(bytes: number): Promise<CacheSetup> {
  const server = await startServer(redis);
  const used = /used_memory:(\d+)/.exec(String(await server.command(['INFO', 'memory'])))?.[1];
  await server.command(['CONFIG', 'SET', 'maxmemory', String(Number(used) + bytes)]);
  await server.command(['CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lfu']);
  const setup = server.setup();
  return {
    ...setup,
    async close() {
      await setup.close();
      await server.close();
    },
  };
}

/** Until the cache says that all of it answers. @throws Error when it was closed meanwhile */
export async function untilHealthy(cache: Cache): Promise<void> {
  for (;;) {
    const { ok, detail = '' } = await cache.health();
    if (ok) return;
    if (detail.includes('client of the cache is closed')) throw new Error(detail);
    await pause(20);
  }
}
