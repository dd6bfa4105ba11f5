/** One topic per kind of key. The bucket of a key decides the partition, so a bucket never spans two of them. */
import { setTimeout as pause } from 'node:timers/promises';
import type { EventDefinition, EventType } from '@fanfare/contracts/events';
import { events } from '@fanfare/contracts/events';
import { isAppError, StartError } from '@fanfare/kernel';
import type { KafkaClient, NewTopic } from './client/index.ts';
import { kafkaClient } from './client/index.ts';

export type TopicKind = EventDefinition['topic'];

/**
 * Also how many instances of one service find something to do. A topic that was made with more keeps them; adding some
 * later moves keys, which every group notices and answers with a rebuild.
 */
export const PARTITIONS = 16;
const DAY = 24 * 60 * 60_000;
const RETENTION_DAYS = 7;
/** For engines that start beside us, in ms. */
const PATIENCE = 20_000;
const RETRY = 250;

export interface TopicOptions {
  /** `host:port` each. */
  brokers: readonly string[];
  /** Begins the name of every topic and group. */
  namespace: string;
  partitions?: number;
  retentionDays?: number;
  /** How long to wait for the brokers, in ms. */
  patience?: number;
}

export const topicKinds: readonly TopicKind[] = [
  ...new Set(Object.values(events).map(({ topic }: EventDefinition) => topic)),
];

export function topicName(namespace: string, kind: string): string {
  return `${namespace}.${kind}`;
}

/** The kinds of the topics that these types of events lie in. */
export function kindsOf(types: readonly EventType[]): TopicKind[] {
  return [...new Set(types.map((type) => events[type].topic))];
}

/**
 * Makes the topics that are missing, waits until they can be used, and says which were made. Existing ones stay as
 * they are.
 * @throws StartError that names the setting when the brokers cannot be reached, or are too old
 */
export async function ensureTopics(options: TopicOptions): Promise<string[]> {
  checkBrokers(options.brokers);
  const client = kafkaClient(options);
  const names = topicKinds.map((kind) => topicName(options.namespace, kind));
  try {
    const until = Date.now() + (options.patience ?? PATIENCE);
    const made = new Set<string>();
    for (;;) {
      try {
        for (const name of await makeMissing(client, options)) made.add(name);
        // Right after its creation not every broker knows that it leads a partition.
        await client.ask.offsets(names, 'end');
        return [...made];
      } catch (error) {
        if (!isAppError(error, 'engine_away')) throw error;
        if (Date.now() > until) throw unreachable(options.brokers, error.options.detail ?? error.message);
      }
      await pause(RETRY);
    }
  } finally {
    await client.close();
  }
}

async function makeMissing(client: KafkaClient, options: TopicOptions): Promise<string[]> {
  const { brokers, namespace, partitions = PARTITIONS, retentionDays = RETENTION_DAYS } = options;
  const problem = await client.topics.versionProblem();
  if (problem !== null)
    throw new StartError(`KAFKA_BROKERS: the server at ${brokers.join(',')} ${problem}: upgrade it.`);
  const there = new Set(await client.topics.list(`${namespace}.`));
  const missing = topicKinds.map((kind) => topicName(namespace, kind)).filter((name) => !there.has(name));
  if (missing.length === 0) return [];
  const replicas = Math.min(3, Math.max(brokers.length, await client.topics.brokers()));
  const topic = (name: string): NewTopic => ({
    ...{ name, partitions, replicas },
    settings: {
      'cleanup.policy': 'delete',
      'retention.ms': String(retentionDays * DAY),
      'min.insync.replicas': String(replicas === 3 ? 2 : 1),
    },
  });
  await client.topics.create(missing.map(topic));
  return missing;
}

/** @throws StartError when one is not `host:port` */
export function checkBrokers(brokers: readonly string[]): void {
  for (const broker of brokers) {
    if (!/^(\[[\da-f:]+\]|[\w.-]+):\d{1,5}$/i.test(broker))
      throw new StartError(
        `KAFKA_BROKERS must be a list of host:port with commas between them, not "${broker}".`,
      );
  }
}

export function unreachable(brokers: readonly string[], cause: string): StartError {
  return new StartError(
    `KAFKA_BROKERS: no usable Kafka at ${brokers.join(',')} (${cause.replace(/^kafka: /, '')}): start it, or correct the setting.`,
  );
}
