import type { Session, SessionStore } from '../identity-sessions.ts';
import type { MongoConnection } from './connection.ts';
import { shape } from './documents.ts';

const document = shape<Session>('hash');

export function mongodbSessions({ run }: MongoConnection): SessionStore {
  return {
    async add(session) {
      await run('sessions', (sessions) => sessions.insertOne(document.write(session)));
    },
    async byHash(hash) {
      const found = await run('sessions', (sessions) => sessions.findOne({ _id: hash }));
      return found === null ? null : document.read(found);
    },
    async ofAccount(accountId) {
      const found = await run('sessions', (sessions) =>
        sessions.find({ account_id: accountId }).sort({ created_at: -1 }).toArray(),
      );
      return found.map(document.read);
    },
    async touch(hash, seenAt) {
      await run('sessions', (sessions) => sessions.updateOne({ _id: hash }, { $set: { seen_at: seenAt } }));
    },
    async remove(accountId, id) {
      const { deletedCount } = await run('sessions', (sessions) =>
        sessions.deleteOne({ account_id: accountId, id }),
      );
      return deletedCount > 0;
    },
    async prune(before) {
      const { deletedCount } = await run('sessions', (sessions) =>
        sessions.deleteMany({ expires_at: { $lt: before } }),
      );
      return deletedCount;
    },
  };
}
