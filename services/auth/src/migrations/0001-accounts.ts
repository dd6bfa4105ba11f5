import type { Migration } from '@fanfare/sql';

/** Public account data: what the core database knows of a person. */
export const accounts: Migration = {
  name: '0001-accounts',
  async up(_db, schema) {
    await schema.createTable(
      'accounts',
      {
        id: { type: 'id' },
        username: { type: 'key' },
        username_key: { type: 'key' },
        display_name: { type: 'text' },
        note: { type: 'text' },
        fields: { type: 'text' },
        avatar: { type: 'key', nullable: true },
        avatar_description: { type: 'text' },
        header: { type: 'key', nullable: true },
        header_description: { type: 'text' },
        locked: { type: 'integer' },
        bot: { type: 'integer' },
        discoverable: { type: 'integer' },
        indexable: { type: 'integer' },
        hide_collections: { type: 'integer' },
        default_privacy: { type: 'key' },
        default_sensitive: { type: 'integer' },
        default_language: { type: 'key', nullable: true },
        created_at: { type: 'integer' },
        version: { type: 'integer' },
        reservation_id: { type: 'key' },
      },
      {
        primaryKey: ['id'],
        unique: { accounts_username_key: ['username_key'], accounts_reservation_id: ['reservation_id'] },
      },
    );
  },
};
