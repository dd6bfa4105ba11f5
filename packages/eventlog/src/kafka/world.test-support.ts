/** The conformance kit on Kafka, with both databases on SQLite. Logs of several processes may run on one world. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { engineUrl } from '@fanfare/engines';
import { silentLog, systemClock } from '@fanfare/kernel';
import { migrate } from '@fanfare/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import { emitRaw } from '../kit/raw.ts';
import type { KitTables, KitWorld } from '../kit/world.ts';
import { kitMigrations } from '../kit/world.ts';
import type { KafkaClient } from './client/index.ts';
import { kafkaClient } from './client/index.ts';
import { kafkaEventLog } from './kafka-event-log.ts';

/** Few, so that buckets share partitions and a world is made quickly. */
const PARTITIONS = 4;

export async function openWorld(folder: string): Promise<KitWorld> {
  const base = { log: silentLog, clock: systemClock, strictUnits: true };
  const coreEngine = openSqlite({ file: join(folder, 'core.db'), ...base });
  const notificationEngine = openSqlite({ file: join(folder, 'notification.db'), ...base });
  const core = coreEngine.database<KitTables>('core');
  const notification = notificationEngine.database<KitTables>('notification');
  for (const database of [core, notification]) await migrate(database, [kitMigrations]);
  const brokers = (await engineUrl('kafka')).split(',');
  const namespace = namespaceOf(folder);
  const client = kafkaClient({ brokers });
  return {
    core,
    notification,
    traits: { chaos: false, outboxKeptBy: 'relays' },
    async log({ clock = systemClock } = {}) {
      const log = await kafkaEventLog({
        ...{ brokers, namespace, partitions: PARTITIONS, hints: null, log: silentLog, clock },
        sources: [core, notification].map((database) => ({ name: database.source, database, relay: true })),
      });
      return { ...log, forget: () => forget(client, namespace) };
    },
    emitRaw,
    async close() {
      await dropTopics(client, namespace);
      await client.close();
      await coreEngine.close();
      await notificationEngine.close();
    },
  };
}

/** The same for every process that works in the folder. */
export function namespaceOf(folder: string): string {
  return `kit-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
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
