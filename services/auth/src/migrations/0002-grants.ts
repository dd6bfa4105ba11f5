import type { Migration } from '@fanfare/sql';

/** Applications, what they were allowed, and what was taken back. */
export const grants: Migration = {
  name: '0002-grants',
  async up(_db, schema) {
    await schema.createTable(
      'identity_apps',
      {
        id: { type: 'key' },
        secret_hash: { type: 'key' },
        name: { type: 'text' },
        website: { type: 'text', nullable: true },
        redirect_uris: { type: 'text' },
        scopes: { type: 'text' },
        created_at: { type: 'integer' },
      },
      { primaryKey: ['id'] },
    );
    await schema.createTable(
      'identity_grants',
      {
        id: { type: 'key' },
        app_id: { type: 'key' },
        account_id: { type: 'id', nullable: true },
        scopes: { type: 'text' },
        valid_after: { type: 'integer' },
        created_at: { type: 'integer' },
        code_hash: { type: 'key', nullable: true },
        code_expires_at: { type: 'integer', nullable: true },
        redirect_uri: { type: 'text', nullable: true },
        code_challenge: { type: 'text', nullable: true },
        access_hash: { type: 'key', nullable: true },
        access_created_at: { type: 'integer', nullable: true },
        access_expires_at: { type: 'integer', nullable: true },
        previous_access_hash: { type: 'key', nullable: true },
        previous_access_expires_at: { type: 'integer', nullable: true },
        family_hash: { type: 'key', nullable: true },
        refresh_hash: { type: 'key', nullable: true },
        previous_refresh_hash: { type: 'key', nullable: true },
        confirmed: { type: 'integer' },
        rotation_key: { type: 'text', nullable: true },
        revoked_at: { type: 'integer', nullable: true },
      },
      {
        primaryKey: ['id'],
        unique: {
          identity_grants_code: ['code_hash'],
          identity_grants_access: ['access_hash'],
          identity_grants_previous: ['previous_access_hash'],
          identity_grants_family: ['family_hash'],
        },
      },
    );
    await schema.createIndex('identity_grants_account', 'identity_grants', ['account_id', 'created_at']);
    await schema.createIndex('identity_grants_revoked', 'identity_grants', ['revoked_at']);
    await schema.createIndex('identity_grants_code_end', 'identity_grants', ['code_expires_at']);
    await schema.createTable(
      'identity_revocations',
      { hash: { type: 'key' }, at: { type: 'integer' }, run_id: { type: 'key', nullable: true } },
      { primaryKey: ['hash'] },
    );
    await schema.createIndex('identity_revocations_at', 'identity_revocations', ['at']);
  },
};
