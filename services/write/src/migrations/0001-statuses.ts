import type { Migration, SchemaTools } from '@fanfare/sql';

export const statusTables: Migration = {
  name: '0001-statuses',
  async up(_db, schema) {
    await createStatuses(schema);
    await createParts(schema);
    await createActions(schema);
    await createKeys(schema);
  },
};

async function createStatuses(schema: SchemaTools): Promise<void> {
  await schema.createTable(
    'statuses',
    {
      id: { type: 'id' },
      account_id: { type: 'id' },
      text: { type: 'text' },
      spoiler_text: { type: 'text' },
      visibility: { type: 'key' },
      sensitive: { type: 'integer' },
      language: { type: 'key', nullable: true },
      in_reply_to_id: { type: 'id', nullable: true },
      in_reply_to_account_id: { type: 'id', nullable: true },
      thread_id: { type: 'id' },
      reblog_of_id: { type: 'id', nullable: true },
      reblog_of_account_id: { type: 'id', nullable: true },
      application_id: { type: 'key', nullable: true },
      created_at: { type: 'integer' },
      edited_at: { type: 'integer', nullable: true },
      deleted_at: { type: 'integer', nullable: true },
      version: { type: 'integer' },
      pulled: { type: 'integer' },
      has_media: { type: 'integer' },
    },
    // One boost per person and status. A boost that was undone gives its place back (reblog_of_id null).
    { primaryKey: ['id'], unique: { statuses_boost: ['account_id', 'reblog_of_id'] } },
  );
  await schema.createIndex('statuses_by_account', 'statuses', ['account_id', 'id']);
  await schema.createIndex('statuses_by_visibility', 'statuses', ['visibility', 'id']);
  await schema.createIndex('statuses_by_thread', 'statuses', ['thread_id', 'id']);
  await schema.createIndex('statuses_by_parent', 'statuses', ['in_reply_to_id', 'id']);
  await schema.createIndex('statuses_boosts_of', 'statuses', ['reblog_of_id', 'id']);
  await schema.createIndex('statuses_pulled', 'statuses', ['pulled', 'account_id', 'id']);
}

async function createParts(schema: SchemaTools): Promise<void> {
  await schema.createTable(
    'status_mentions',
    { status_id: { type: 'id' }, account_id: { type: 'id' } },
    { primaryKey: ['status_id', 'account_id'] },
  );
  await schema.createIndex('status_mentions_by_account', 'status_mentions', ['account_id', 'status_id']);
  await schema.createTable(
    'status_tags',
    { status_id: { type: 'id' }, tag: { type: 'key' }, name: { type: 'key' } },
    { primaryKey: ['status_id', 'tag'] },
  );
  await schema.createIndex('status_tags_by_tag', 'status_tags', ['tag', 'status_id']);
  await schema.createTable(
    'status_edits',
    {
      status_id: { type: 'id' },
      version: { type: 'integer' },
      text: { type: 'text' },
      spoiler_text: { type: 'text' },
      sensitive: { type: 'integer' },
      language: { type: 'key', nullable: true },
      media: { type: 'text' },
      created_at: { type: 'integer' },
    },
    { primaryKey: ['status_id', 'version'] },
  );
  await schema.createTable(
    'media',
    {
      id: { type: 'id' },
      account_id: { type: 'id' },
      status_id: { type: 'id', nullable: true },
      submission_id: { type: 'id', nullable: true },
      position: { type: 'integer' },
      type: { type: 'key' },
      mime: { type: 'key' },
      description: { type: 'text' },
      meta: { type: 'text' },
      blurhash: { type: 'key' },
      original_key: { type: 'key', nullable: true },
      preview_key: { type: 'key', nullable: true },
      published: { type: 'integer' },
      created_at: { type: 'integer' },
    },
    { primaryKey: ['id'] },
  );
  await schema.createIndex('media_by_status', 'media', ['status_id', 'position']);
  await schema.createIndex('media_by_submission', 'media', ['submission_id', 'position']);
  await schema.createIndex('media_unpublished', 'media', ['published', 'created_at']);
}

async function createActions(schema: SchemaTools): Promise<void> {
  for (const table of ['favourites', 'bookmarks']) {
    await schema.createTable(
      table,
      { id: { type: 'id' }, account_id: { type: 'id' }, status_id: { type: 'id' } },
      { primaryKey: ['id'], unique: { [`${table}_once`]: ['account_id', 'status_id'] } },
    );
    await schema.createIndex(`${table}_by_account`, table, ['account_id', 'id']);
    await schema.createIndex(`${table}_by_status`, table, ['status_id', 'id']);
  }
  await schema.createTable(
    'pulled_authors',
    { account_id: { type: 'id' }, last_status_id: { type: 'id' } },
    { primaryKey: ['account_id'] },
  );
}

async function createKeys(schema: SchemaTools): Promise<void> {
  await schema.createTable(
    'idempotency_keys',
    {
      account_id: { type: 'id' },
      key: { type: 'key' },
      body_hash: { type: 'key' },
      result_kind: { type: 'key', nullable: true },
      result_id: { type: 'id', nullable: true },
      created_at: { type: 'integer' },
    },
    { primaryKey: ['account_id', 'key'] },
  );
  await schema.createIndex('idempotency_keys_by_age', 'idempotency_keys', ['created_at']);
  await schema.createTable(
    'blob_removals',
    { key: { type: 'key' }, due_at: { type: 'integer' } },
    { primaryKey: ['key'] },
  );
  await schema.createIndex('blob_removals_due', 'blob_removals', ['due_at']);
}
