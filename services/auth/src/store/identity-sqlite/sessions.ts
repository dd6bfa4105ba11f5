import type { SessionStore } from '../identity-sessions.ts';
import type { IdentityDatabase } from './tables.ts';

export function sqliteSessions(database: IdentityDatabase): SessionStore {
  return {
    async add(session) {
      await database.unit(({ db }) =>
        db
          .insertInto('identity_sessions')
          .values({ ...session })
          .execute(),
      );
    },
    async byHash(hash) {
      const row = await database.read
        .selectFrom('identity_sessions')
        .selectAll()
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row ?? null;
    },
    ofAccount: (accountId) =>
      database.read
        .selectFrom('identity_sessions')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('created_at', 'desc')
        .execute(),
    async touch(hash, seenAt) {
      await database.unit(({ db }) =>
        db.updateTable('identity_sessions').set({ seen_at: seenAt }).where('hash', '=', hash).execute(),
      );
    },
    async remove(accountId, id) {
      const { numDeletedRows } = await database.unit(({ db }) =>
        db
          .deleteFrom('identity_sessions')
          .where('account_id', '=', accountId)
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      return numDeletedRows > 0n;
    },
    async prune(before) {
      const { numDeletedRows } = await database.unit(({ db }) =>
        db.deleteFrom('identity_sessions').where('expires_at', '<', before).executeTakeFirst(),
      );
      return Number(numDeletedRows);
    },
  };
}
