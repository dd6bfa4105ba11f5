import type { Identities, Identity } from '../identity.ts';
import type { MongoConnection } from './connection.ts';
import { shape } from './documents.ts';
import { isDuplicate } from './failures.ts';

const person = shape<Identity>('id', ['account_id']);

export function mongodbIdentities({ run }: MongoConnection): Identities {
  async function one(filter: Record<string, string | number>): Promise<Identity | null> {
    const found = await run('people', (people) => people.findOne(filter));
    return found === null ? null : person.read(found);
  }

  return {
    async reserve(identity) {
      try {
        await run('people', (people) => people.insertOne(person.write({ ...identity, account_id: null })));
        return 'reserved';
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await one({ username_key: identity.username_key })) === null
          ? 'email_taken'
          : 'username_taken';
      }
    },

    async activate(id, accountId) {
      const { matchedCount } = await run('people', (people) =>
        people.updateOne(
          { _id: id, $or: [{ account_id: null }, { account_id: accountId }] },
          { $set: { account_id: accountId } },
        ),
      );
      return matchedCount > 0;
    },

    async release(id) {
      const { deletedCount } = await run('people', (people) =>
        people.deleteOne({ _id: id, account_id: null }),
      );
      return deletedCount > 0;
    },

    async reservations(before, limit) {
      const found = await run('people', (people) =>
        people
          .find({ account_id: null, reserved_at: { $lt: before } })
          .sort({ reserved_at: 1 })
          .limit(limit)
          .toArray(),
      );
      return found.map(person.read);
    },

    byId: (id) => one({ _id: id }),
    byUsername: (key) => one({ username_key: key }),
    byEmail: (key) => one({ email_key: key }),
    byAccount: (accountId) => one({ account_id: accountId }),

    async setPassword(id, expected, change) {
      const { matchedCount } = await run('people', (people) =>
        people.updateOne({ _id: id, valid_after: expected }, { $set: change }),
      );
      return matchedCount > 0;
    },

    async setEmail(id, email, key) {
      try {
        await run('people', (people) => people.updateOne({ _id: id }, { $set: { email, email_key: key } }));
        return 'changed';
      } catch (error) {
        if (isDuplicate(error)) return 'email_taken';
        throw error;
      }
    },
  };
}
