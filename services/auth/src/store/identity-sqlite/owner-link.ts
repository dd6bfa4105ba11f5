import { upsert } from '@fanfare/sql';
import type { OwnerLinkStore } from '../identity.ts';
import type { IdentityDatabase } from './tables.ts';

const NAME = 'owner';

export function sqliteOwnerLink(database: IdentityDatabase): OwnerLinkStore {
  return {
    put: (hash) =>
      database.unit(({ db }) =>
        upsert(db, 'identity_owner_link', { keys: ['name'], row: { name: NAME, hash, claimed_until: 0 } }),
      ),
    async isOpen(hash) {
      const row = await database.read
        .selectFrom('identity_owner_link')
        .select('hash')
        .where('name', '=', NAME)
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row !== undefined;
    },
    async claim(hash, now, until) {
      const { numUpdatedRows } = await database.unit(({ db }) =>
        db
          .updateTable('identity_owner_link')
          .set({ claimed_until: until })
          .where('name', '=', NAME)
          .where('hash', '=', hash)
          .where('claimed_until', '<', now)
          .executeTakeFirst(),
      );
      return numUpdatedRows > 0n;
    },
    async free(hash) {
      await database.unit(({ db }) =>
        db.updateTable('identity_owner_link').set({ claimed_until: 0 }).where('hash', '=', hash).execute(),
      );
    },
    async remove() {
      await database.unit(({ db }) =>
        db.deleteFrom('identity_owner_link').where('name', '=', NAME).execute(),
      );
    },
  };
}
