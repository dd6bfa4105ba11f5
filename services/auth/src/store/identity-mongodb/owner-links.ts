import type { OwnerLinkStore } from '../identity.ts';
import type { MongoConnection } from './connection.ts';

export function mongodbOwnerLinks({ run }: MongoConnection): OwnerLinkStore {
  return {
    async put(hash, at, keep) {
      await run('owner_links', (links) => links.insertOne({ _id: hash, at }));
      const old = await run('owner_links', (links) => links.find().sort({ at: -1 }).skip(keep).toArray());
      if (old.length === 0) return;
      await run('owner_links', (links) => links.deleteMany({ _id: { $in: old.map(({ _id }) => _id) } }));
    },
    isOpen: async (hash) => (await run('owner_links', (links) => links.findOne({ _id: hash }))) !== null,
    async removeAll() {
      await run('owner_links', (links) => links.deleteMany({}));
    },
  };
}
