/** What a deployment has for itself in each of the real engines that run. */
import { engineUrl, ownDatabase, ownNamespace } from '@fanfare/engines';
import { Admin } from '@platformatic/kafka';

export interface Spaces {
  settings: Record<string, string>;
  drop(): Promise<void>;
}

/** @param core postgres or mysql; notification has the other, as no service may care */
export async function ownSpaces(core: string): Promise<Spaces> {
  if (core !== 'postgres' && core !== 'mysql') {
    throw new Error(`FANFARE_TEST_ON must be postgres or mysql, not "${core}"`);
  }
  const databases = [await ownDatabase(core), await ownDatabase(core === 'postgres' ? 'mysql' : 'postgres')];
  const namespace = ownNamespace();
  const [brokers, elasticsearch] = [await engineUrl('kafka'), await engineUrl('elasticsearch')];
  const identities = new URL(await engineUrl('mongodb'));
  return {
    settings: {
      FANFARE_NAMESPACE: namespace,
      DATABASE_URL: databases[0]?.url ?? '',
      NOTIFICATION_DATABASE_URL: databases[1]?.url ?? '',
      IDENTITY_URL: Object.assign(identities, { pathname: `/${namespace.replace('-', '_')}` }).href,
      REDIS_URL: await engineUrl('redis-cluster'),
      KAFKA_BROKERS: brokers,
      ELASTICSEARCH_URL: elasticsearch,
      MEDIA_URL: (await engineUrl('s3')).replace('?', `/${namespace}?`),
    },
    /** What has a bound in its engine goes; the rest is small, and ends with the engine. */
    async drop() {
      await Promise.all([
        ...databases.map((database) => database.drop()),
        dropTopics(brokers, namespace),
        dropIndices(elasticsearch, namespace),
      ]);
    },
  };
}

async function dropTopics(brokers: string, namespace: string): Promise<void> {
  const admin = new Admin({ clientId: namespace, bootstrapBrokers: brokers.split(',') });
  try {
    const topics = (await admin.listTopics()).filter((name) => name.startsWith(`${namespace}.`));
    if (topics.length > 0) await admin.deleteTopics({ topics });
  } finally {
    await admin.close();
  }
}

async function dropIndices(url: string, namespace: string): Promise<void> {
  const answer = await fetch(`${url}/${namespace}-*?expand_wildcards=all`);
  const names = Object.keys((await answer.json()) as object).filter((name) =>
    name.startsWith(`${namespace}-`),
  );
  for (const name of names) await fetch(`${url}/${name}`, { method: 'DELETE' });
}
