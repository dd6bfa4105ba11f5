import type { Migration } from '@fanfare/sql';

/** Each instance opens a link of its own at its start, so there is a row for each instead of one for all. */
export const ownerLinks: Migration = {
  name: '0003-owner-links',
  async up(db, schema) {
    await schema.createTable(
      'identity_owner_links',
      { hash: { type: 'key' }, at: { type: 'integer' } },
      { primaryKey: ['hash'] },
    );
    await db.schema.dropTable('identity_owner_link').execute();
  },
};
