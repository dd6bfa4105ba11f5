/** What a deployment keeps outside its databases: in Kafka, Redis, Elasticsearch and S3. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineFolder } from '@fanfare/engines';
import type { Network } from '@fanfare/testkit';
import { Admin, Consumer } from '@platformatic/kafka';
import { keysOf } from './redis.ts';

export interface Kept {
  /** `kafka.author`, `redis`, `elasticsearch`, `s3.name`, `s3.bytes` */
  where: string;
  text: string;
}

/** Everything, as texts. */
export async function keptInEngines({ environment }: Network): Promise<Kept[]> {
  const setting = (name: string) => environment[name] ?? '';
  const namespace = setting('FANFARE_NAMESPACE');
  const each = await Promise.all([
    keptInKafka(setting('KAFKA_BROKERS').split(','), namespace),
    keptInRedis(setting('REDIS_URL'), namespace),
    keptInElasticsearch(setting('ELASTICSEARCH_URL'), namespace),
    keptInS3(namespace),
  ]);
  return each.flat();
}

async function keptInKafka(brokers: string[], namespace: string): Promise<Kept[]> {
  const options = { clientId: 'leak', bootstrapBrokers: brokers };
  const admin = new Admin(options);
  const consumer = new Consumer({ ...options, groupId: `leak-${namespace}`, maxWaitTime: 100 });
  try {
    const topics = (await admin.listTopics()).filter((name) => name.startsWith(`${namespace}.`));
    const ends = await consumer.listOffsets({ topics });
    let left = [...ends.values()].flat().reduce((sum, offset) => sum + Number(offset), 0);
    const kept: Kept[] = [];
    const stream = await consumer.consume({ topics, mode: 'earliest', autocommit: false });
    for await (const { topic, key, value, headers } of stream) {
      const text = [key, value, ...[...headers].flat()].map(String).join(' ');
      kept.push({ where: `kafka.${topic.slice(namespace.length + 1)}`, text });
      left -= 1;
      if (left === 0) break;
    }
    return kept;
  } finally {
    await consumer.close(true);
    await admin.close();
  }
}

async function keptInRedis(url: string, namespace: string): Promise<Kept[]> {
  return (await keysOf(url, namespace)).map((text) => ({ where: 'redis', text }));
}

async function keptInElasticsearch(url: string, namespace: string): Promise<Kept[]> {
  const indices = `${url}/${namespace}-*`;
  await fetch(`${indices}/_refresh`, { method: 'POST' });
  const answer = await fetch(`${indices}/_search?size=10000&expand_wildcards=all`);
  const { hits } = (await answer.json()) as { hits: { hits: unknown[] } };
  return hits.hits.map((hit) => ({ where: 'elasticsearch', text: JSON.stringify(hit) }));
}

/** Also what the server keeps beside the objects, such as uploads that were not finished. */
async function keptInS3(namespace: string): Promise<Kept[]> {
  const folder = join(engineFolder('s3'), 'data');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path.includes(namespace));
  return (
    await Promise.all(
      files.map(async (path) => [
        { where: 's3.name', text: path.slice(folder.length) },
        { where: 's3.bytes', text: (await readFile(path)).toString('latin1') },
      ]),
    )
  ).flat();
}
