import type { Clock, Log } from '@fanfare/kernel';
import { StartError, silentLog } from '@fanfare/kernel';
import type { Cache } from '../port.ts';
import type { Address } from './address.ts';
import { readServers } from './address.ts';
import { createBroadcast } from './broadcast.ts';
import { clusterServers } from './cluster.ts';
import { dial } from './connection.ts';
import { redisLists } from './lists.ts';
import { openFirst } from './open.ts';
import { redisSets } from './sets.ts';
import { singleServer } from './single.ts';
import { redisValues } from './values.ts';

export interface RedisOptions {
  /** `redis://user:password@host:port/database`, `rediss://` for TLS, several hosts with commas for a cluster. */
  url: string;
  /** Begins every key and channel, so that several Fanfares may share a server. Letters, digits, dots, `_`, `-`. */
  namespace: string;
  log?: Log;
  clock?: Clock;
  /** In ms: how long the first connection may take. 20 s. */
  patience?: number;
}

/**
 * The cache port on Redis or Valkey, one server or a cluster.
 * @throws StartError when the setting is wrong, or nobody answers for 20 s
 */
export async function redisCache({
  url,
  namespace,
  log = silentLog,
  patience,
}: RedisOptions): Promise<Cache> {
  if (!/^[\w.-]{1,64}$/.test(namespace))
    throw new StartError(
      `FANFARE_NAMESPACE is '${namespace}': write up to 64 letters, digits, dots, underscores and hyphens`,
    );
  const servers = readServers(url);
  const reach = (address: Address) => dial(address, servers, `fanfare:${namespace}`);
  const first = await openFirst(servers, reach, patience);
  const router = servers.cluster
    ? await clusterServers({ seeds: servers.addresses, tls: servers.tls, dial: reach, log }, first)
    : await singleServer({ address: first.address, dial: reach, log }, first);
  const broadcast = createBroadcast({ router, dial: reach, log });
  let closed = false;

  // Nothing with a brace: what a key has in braces decides where it lies.
  const keyOf = (key: string) => `${namespace}:${key}`;

  return {
    async runId() {
      return router.run();
    },
    ...redisValues(router, keyOf),
    lists: redisLists(router, keyOf),
    sets: redisSets(router, keyOf),
    publish: (channel, message) => broadcast.publish(keyOf(channel), message),
    subscribe: (channel, listener) => broadcast.subscribe(keyOf(channel), listener),
    health: () => router.health(),
    async close() {
      if (closed) return;
      closed = true;
      await broadcast.close();
      await router.close();
    },
  };
}
