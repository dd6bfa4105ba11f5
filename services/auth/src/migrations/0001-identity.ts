import type { Migration } from '@fanfare/sql';

/** Identities and sessions of the embedded identity store. */
export const identity: Migration = {
  name: '0001-identity',
  async up(_db, schema) {
    await schema.createTable(
      'identity_people',
      {
        id: { type: 'key' },
        username_key: { type: 'key' },
        email: { type: 'text' },
        email_key: { type: 'key' },
        password_hash: { type: 'text' },
        valid_after: { type: 'integer' },
        account_id: { type: 'id', nullable: true },
        reserved_at: { type: 'integer' },
      },
      {
        primaryKey: ['id'],
        unique: {
          identity_people_username: ['username_key'],
          identity_people_email: ['email_key'],
          identity_people_account: ['account_id'],
        },
      },
    );
    await schema.createIndex('identity_people_reserved', 'identity_people', ['account_id', 'reserved_at']);
    await schema.createTable(
      'identity_sessions',
      {
        hash: { type: 'key' },
        id: { type: 'key' },
        account_id: { type: 'id' },
        valid_after: { type: 'integer' },
        user_agent: { type: 'text' },
        ip: { type: 'text' },
        created_at: { type: 'integer' },
        seen_at: { type: 'integer' },
        expires_at: { type: 'integer' },
      },
      { primaryKey: ['hash'], unique: { identity_sessions_id: ['account_id', 'id'] } },
    );
    await schema.createIndex('identity_sessions_expires', 'identity_sessions', ['expires_at']);
    await schema.createTable(
      'identity_owner_link',
      { name: { type: 'key' }, hash: { type: 'key' }, claimed_until: { type: 'integer' } },
      { primaryKey: ['name'] },
    );
  },
};
