import { insertIgnore, isUniqueViolation } from '@fanfare/sql';
import type { Identities } from '../identity.ts';
import type { IdentityDatabase, IdentityTables } from './tables.ts';

type Row = IdentityTables['identity_people'];

export function sqliteIdentities(database: IdentityDatabase): Identities {
  const one = async (column: 'id' | 'username_key' | 'email_key' | 'account_id', value: string | number) =>
    (await database.read
      .selectFrom('identity_people')
      .selectAll()
      .where(column, '=', value)
      .executeTakeFirst()) ?? null;

  return {
    reserve(identity) {
      const row: Row = { ...identity, account_id: null };
      return database.unit(async ({ db }) => {
        if (await insertIgnore(db, 'identity_people', row)) return 'reserved';
        const name = await db
          .selectFrom('identity_people')
          .select('id')
          .where('username_key', '=', identity.username_key)
          .executeTakeFirst();
        return name === undefined ? 'email_taken' : 'username_taken';
      });
    },

    async activate(id, accountId) {
      await database.unit(({ db }) =>
        db
          .updateTable('identity_people')
          .set({ account_id: accountId })
          .where('id', '=', id)
          .where('account_id', 'is', null)
          .execute(),
      );
      return (await one('id', id))?.account_id === accountId;
    },

    async release(id) {
      const { numDeletedRows } = await database.unit(({ db }) =>
        db
          .deleteFrom('identity_people')
          .where('id', '=', id)
          .where('account_id', 'is', null)
          .executeTakeFirst(),
      );
      return numDeletedRows > 0n;
    },

    reservations: (before, limit) =>
      database.read
        .selectFrom('identity_people')
        .selectAll()
        .where('account_id', 'is', null)
        .where('reserved_at', '<', before)
        .orderBy('reserved_at')
        .limit(limit)
        .execute(),

    byId: (id) => one('id', id),
    byUsername: (key) => one('username_key', key),
    byEmail: (key) => one('email_key', key),
    byAccount: (accountId) => one('account_id', accountId),

    async setPassword(id, expected, change) {
      const { numUpdatedRows } = await database.unit(({ db }) =>
        db
          .updateTable('identity_people')
          .set(change)
          .where('id', '=', id)
          .where('valid_after', '=', expected)
          .executeTakeFirst(),
      );
      return numUpdatedRows > 0n;
    },

    async setEmail(id, email, key) {
      try {
        await database.unit(({ db }) =>
          db.updateTable('identity_people').set({ email, email_key: key }).where('id', '=', id).execute(),
        );
        return 'changed';
      } catch (error) {
        if (isUniqueViolation(error)) return 'email_taken';
        throw error;
      }
    },
  };
}
