import type { Engine } from './engine.ts';
import { postgres } from './postgres.ts';
import { redis, redisCluster } from './redis.ts';

/** By name, in the order in which they are started. */
export const engines: ReadonlyMap<string, Engine> = new Map(
  [postgres, redis, redisCluster].map((engine) => [engine.name, engine]),
);

/** @throws Error that names what there is */
export function engineNamed(name: string): Engine {
  const engine = engines.get(name);
  if (engine === undefined)
    throw new Error(`There is no engine '${name}': ${[...engines.keys()].join(', ')}`);
  return engine;
}
