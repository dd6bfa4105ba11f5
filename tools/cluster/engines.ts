/** The engines of a whole deployment, of its own, with every acknowledged write on disk. */
import type { Instance } from '@fanfare/engines';
import { engines, startEngine } from '@fanfare/engines';

export type EngineName = (typeof names)[number];

/** What `make run` has in containers. */
const names = [
  'postgres',
  'mysql',
  'mongodb',
  'redis-cluster',
  'kafka-cluster',
  'elasticsearch',
  's3',
] as const;

export interface ClusterEngines {
  readonly instances: ReadonlyMap<EngineName, Instance>;
  /** The settings that name them. */
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * @param core the core's database; notifications have the other
 * @param started called for each when it is ready
 */
export async function startEngines(
  folder: string,
  core: 'postgres' | 'mysql',
  started: (instance: Instance) => void,
): Promise<ClusterEngines> {
  const instances = new Map<EngineName, Instance>();
  const stop = async () => {
    await Promise.all([...instances.values()].map((instance) => instance.stop()));
  };
  const outcomes = await Promise.allSettled(
    names.map(async (name) => {
      const engine = engines.get(name);
      if (engine === undefined) throw new Error(`There is no engine '${name}'`);
      const instance = await startEngine(engine, { folder, durable: true, detached: true });
      instances.set(name, instance);
      started(instance);
    }),
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const url = (name: EngineName) => instances.get(name)?.url ?? '';
  return {
    instances,
    settings: {
      DATABASE_URL: url(core),
      NOTIFICATION_DATABASE_URL: url(core === 'postgres' ? 'mysql' : 'postgres'),
      IDENTITY_URL: url('mongodb'),
      REDIS_URL: url('redis-cluster'),
      KAFKA_BROKERS: url('kafka-cluster'),
      ELASTICSEARCH_URL: url('elasticsearch'),
      MEDIA_URL: url('s3'),
    },
    stop,
  };
}
