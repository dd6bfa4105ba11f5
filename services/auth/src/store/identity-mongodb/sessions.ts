import type { Session, SessionStore } from '../identity-sessions.ts';
import { documentsIn } from './collection.ts';
import type { MongoConnection } from './connection.ts';
import { shape } from './documents.ts';

const document = shape<Session>('hash');

export function mongodbSessions(connection: MongoConnection): SessionStore {
  const sessions = documentsIn(connection, 'sessions');

  return {
    add: (session) => sessions.insert(document.write(session)),
    async byHash(hash) {
      const found = await sessions.one({ _id: hash });
      return found === null ? null : document.read(found);
    },
    async ofAccount(accountId) {
      const found = await sessions.many({ account_id: accountId }, { sort: { created_at: -1 } });
      return found.map(document.read);
    },
    async touch(hash, seenAt) {
      await sessions.change({ _id: hash }, { $set: { seen_at: seenAt } });
    },
    remove: (accountId, id) => sessions.remove({ account_id: accountId, id }),
    prune: (before) => sessions.removeAll({ expires_at: { $lt: before } }),
  };
}
