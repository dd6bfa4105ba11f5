import type { App, Apps } from '../identity.ts';
import type { MongoConnection } from './connection.ts';
import { shape } from './documents.ts';
import { isDuplicate } from './failures.ts';

const application = shape<App>('id', ['website']);

export function mongodbApps({ run }: MongoConnection): Apps {
  async function byIds(ids: readonly string[]): Promise<App[]> {
    if (ids.length === 0) return [];
    const found = await run('apps', (apps) => apps.find({ _id: { $in: [...ids] } }).toArray());
    return found.map(application.read);
  }
  return {
    async add(app) {
      try {
        await run('apps', (apps) => apps.insertOne(application.write(app)));
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    byId: async (id) => (await byIds([id]))[0] ?? null,
    byIds,
  };
}
