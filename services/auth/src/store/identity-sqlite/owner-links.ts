import type { OwnerLinkStore } from '../identity.ts';
import type { IdentityDatabase } from './tables.ts';

export function sqliteOwnerLinks(database: IdentityDatabase): OwnerLinkStore {
  return {
    async put(hash, at, keep) {
      await database.unit(async ({ db }) => {
        await db.insertInto('identity_owner_links').values({ hash, at }).execute();
        const links = await db
          .selectFrom('identity_owner_links')
          .select('hash')
          .orderBy('at', 'desc')
          .execute();
        const old = links.slice(keep).map((link) => link.hash);
        if (old.length > 0) await db.deleteFrom('identity_owner_links').where('hash', 'in', old).execute();
      });
    },
    async isOpen(hash) {
      const row = await database.read
        .selectFrom('identity_owner_links')
        .select('hash')
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row !== undefined;
    },
    async removeAll() {
      await database.unit(({ db }) => db.deleteFrom('identity_owner_links').execute());
    },
  };
}
