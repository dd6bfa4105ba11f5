import type { App, Apps } from '../identity.ts';
import { documentsIn } from './collection.ts';
import type { MongoConnection } from './connection.ts';
import { shape } from './documents.ts';
import { isDuplicate } from './failures.ts';

const application = shape<App>('id', ['website']);

export function mongodbApps(connection: MongoConnection): Apps {
  const apps = documentsIn(connection, 'apps');

  return {
    async add(app) {
      try {
        await apps.insert(application.write(app));
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    async byId(id) {
      const found = await apps.one({ _id: id });
      return found === null ? null : application.read(found);
    },
    async byIds(ids) {
      if (ids.length === 0) return [];
      return (await apps.many({ _id: { $in: [...ids] } }, { sort: { _id: 1 } })).map(application.read);
    },
  };
}
