/** The conformance kit on Kafka, with both databases on SQLite. Logs of several processes may run on one world. */
import { engineUrl } from '@fanfare/engines';
import { silentLog, systemClock } from '@fanfare/kernel';
import { nameOf, sqlitePlaces } from '../kit/databases.test-support.ts';
import { emitRaw } from '../kit/raw.ts';
import type { KitDatabase, KitTraits, KitWorld } from '../kit/world.ts';
import type { KafkaClient } from './client/index.ts';
import { kafkaClient } from './client/index.ts';
import { kafkaEventLog } from './kafka-event-log.ts';

/** Redelivery and repetition are brought about by what brings them about: instances and relays that change hands. */
export const onKafka: KitTraits = {
  chaos: false,
  outboxKeptBy: 'relays',
  several: true,
  lateCommits: false,
};
/** Few, so that buckets share partitions and a world is made quickly. */
export const KIT_PARTITIONS = 4;

export async function openWorld(
  folder: string,
  openPlaces = sqlitePlaces,
  brokers?: readonly string[],
): Promise<KitWorld> {
  const { core, notification, close } = await openPlaces(folder);
  const at = brokers ?? (await engineUrl('kafka')).split(',');
  const namespace = nameOf(folder);
  const client = kafkaClient({ brokers: at });
  return {
    ...{ core, notification, emitRaw },
    async log({ clock = systemClock, observer, wrap = (database: KitDatabase) => database } = {}) {
      const log = await kafkaEventLog({
        ...{ brokers: at, namespace, partitions: KIT_PARTITIONS, hints: null, log: silentLog, clock },
        ...(observer === undefined ? {} : { observer }),
        sources: [core, notification].map((database) => ({
          ...{ name: database.source, database: wrap(database), relay: true },
        })),
      });
      return { ...log, forget: () => forget(client, namespace) };
    },
    async close() {
      await dropTopics(client, namespace);
      await client.close();
      await close();
    },
  };
}

export async function dropTopics(client: KafkaClient, namespace: string): Promise<void> {
  const topics = await client.topics.list(`${namespace}.`);
  if (topics.length > 0) await client.topics.drop(topics);
}

async function forget(client: KafkaClient, namespace: string): Promise<void> {
  const topics = await client.topics.list(`${namespace}.`);
  for (const [topic, ends] of await client.ask.offsets(topics, 'end'))
    await client.topics.truncate(topic, new Map(ends.entries()));
}
