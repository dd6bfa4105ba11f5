import type { OwnerLinkStore } from '../identity.ts';
import { documentsIn } from './collection.ts';
import type { MongoConnection } from './connection.ts';

export function mongodbOwnerLinks(connection: MongoConnection): OwnerLinkStore {
  const links = documentsIn(connection, 'owner_links');

  return {
    async put(hash, at, keep) {
      await links.insert({ _id: hash, at });
      const old = await links.many({}, { sort: { at: -1 }, skip: keep });
      if (old.length > 0) await links.removeAll({ _id: { $in: old.map(({ _id }) => _id) } });
    },
    isOpen: async (hash) => (await links.one({ _id: hash })) !== null,
    async removeAll() {
      await links.removeAll({});
    },
  };
}
