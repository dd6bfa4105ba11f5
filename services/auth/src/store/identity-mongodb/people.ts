import type { Identities, Identity } from '../identity.ts';
import type { Condition } from './collection.ts';
import { documentsIn } from './collection.ts';
import type { MongoConnection } from './connection.ts';
import { shape } from './documents.ts';
import { isDuplicate } from './failures.ts';

const person = shape<Identity>('id', ['account_id']);

export function mongodbIdentities(connection: MongoConnection): Identities {
  const people = documentsIn(connection, 'people');

  async function one(condition: Condition): Promise<Identity | null> {
    const found = await people.one(condition);
    return found === null ? null : person.read(found);
  }

  return {
    async reserve(identity) {
      try {
        await people.insert(person.write({ ...identity, account_id: null }));
        return 'reserved';
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const name = await people.one({ username_key: identity.username_key });
        return name === null ? 'email_taken' : 'username_taken';
      }
    },

    activate: (id, accountId) =>
      people.change(
        { _id: id, $or: [{ account_id: null }, { account_id: accountId }] },
        { $set: { account_id: accountId } },
      ),

    release: (id) => people.remove({ _id: id, account_id: null }),

    async reservations(before, limit) {
      const condition = { account_id: null, reserved_at: { $lt: before } };
      return (await people.many(condition, { sort: { reserved_at: 1 }, limit })).map(person.read);
    },

    byId: (id) => one({ _id: id }),
    byUsername: (key) => one({ username_key: key }),
    byEmail: (key) => one({ email_key: key }),
    byAccount: (accountId) => one({ account_id: accountId }),

    setPassword: (id, expected, change) =>
      people.change({ _id: id, valid_after: expected }, { $set: change }),

    async setEmail(id, email, key) {
      try {
        await people.change({ _id: id }, { $set: { email, email_key: key } });
        return 'changed';
      } catch (error) {
        if (isDuplicate(error)) return 'email_taken';
        throw error;
      }
    },
  };
}
