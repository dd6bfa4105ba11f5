import { elasticsearch } from './elasticsearch.ts';
import type { Engine } from './engine.ts';
import { jaeger } from './jaeger.ts';
import { kafka, kafkaCluster } from './kafka.ts';
import { kubernetes } from './kubernetes.ts';
import { mongodb, mongodbJava } from './mongodb.ts';
import { mysql } from './mysql.ts';
import { postgres } from './postgres.ts';
import { redis, redisCluster } from './redis.ts';
import { s3 } from './s3.ts';

/** By name, in the order in which they are started. */
export const engines: ReadonlyMap<string, Engine> = new Map(
  [
    ...[postgres, mysql, redis, redisCluster, mongodb, mongodbJava, s3, kafka, kafkaCluster, elasticsearch],
    jaeger,
  ].map((engine) => [engine.name, engine]),
);

/** Those that only whoever names them gets: they take long to install, and nothing stands on them. */
export const optionalEngines: ReadonlyMap<string, Engine> = new Map(
  [kubernetes].map((engine) => [engine.name, engine]),
);

/** @throws Error that names what there is */
export function engineNamed(name: string): Engine {
  const engine = engines.get(name) ?? optionalEngines.get(name);
  if (engine === undefined)
    throw new Error(
      `There is no engine '${name}': ${[...engines.keys(), ...optionalEngines.keys()].join(', ')}`,
    );
  return engine;
}
