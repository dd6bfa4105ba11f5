/** What a deployment has for itself in each of the real engines that run. */
import { engineUrl, ownDatabase, ownNamespace } from '@fanfare/engines';

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
  const name = namespace.replace('-', '_');
  const at = async (engine: string, path: string) =>
    Object.assign(new URL(await engineUrl(engine)), { pathname: path }).href;
  return {
    settings: {
      FANFARE_NAMESPACE: namespace,
      DATABASE_URL: databases[0]?.url ?? '',
      NOTIFICATION_DATABASE_URL: databases[1]?.url ?? '',
      IDENTITY_URL: await at('mongodb', `/${name}`),
      REDIS_URL: await engineUrl('redis-cluster'),
      KAFKA_BROKERS: await engineUrl('kafka'),
      ELASTICSEARCH_URL: await engineUrl('elasticsearch'),
      MEDIA_URL: (await engineUrl('s3')).replace('?', `/${namespace}?`),
    },
    async drop() {
      for (const database of databases) await database.drop();
    },
  };
}
