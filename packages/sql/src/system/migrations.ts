import type { Kysely } from 'kysely';
import { insertIgnore, insertIgnoreMany } from '../insert.ts';
import type { MigrationSet, SchemaTools } from '../port.ts';
import { BUCKETS } from '../port.ts';
import { EPOCH } from './meta.ts';
import type { DatabaseName, SystemNames, SystemTables } from './tables.ts';
import { systemNames } from './tables.ts';

/** Tables of this package; the notification database has no accounts, statuses or counters. */
export function systemMigrations(source: DatabaseName): MigrationSet {
  const names = systemNames(source);
  return {
    owner: 'system',
    migrations: [
      {
        name: '0001-system',
        async up(db, schema) {
          await createLog(schema, names);
          await createConsumers(schema, names);
          await createClients(schema, names);
          if (source === 'core') await createShared(schema, names);
          await fill(db as Kysely<SystemTables>, names);
        },
      },
      {
        name: '0002-relay',
        async up(_db, schema) {
          await createRelay(schema, names);
        },
      },
    ],
  };
}

async function createLog(schema: SchemaTools, names: SystemNames): Promise<void> {
  await schema.createTable(
    names.outbox,
    {
      bucket: { type: 'integer' },
      number: { type: 'integer' },
      type: { type: 'key' },
      key: { type: 'key' },
      body: { type: 'text' },
      at: { type: 'integer' },
    },
    { primaryKey: ['bucket', 'number'] },
  );
  await schema.createTable(
    names.outbox_bucket,
    { bucket: { type: 'integer' }, head: { type: 'integer' } },
    { primaryKey: ['bucket'] },
  );
}

async function createConsumers(schema: SchemaTools, names: SystemNames): Promise<void> {
  await schema.createTable(
    names.consumer_offset,
    {
      group_name: { type: 'key' },
      source: { type: 'key' },
      bucket: { type: 'integer' },
      number: { type: 'integer' },
      epoch: { type: 'integer' },
    },
    { primaryKey: ['group_name', 'source', 'bucket'] },
  );
  await schema.createTable(
    names.consumer_retry,
    {
      group_name: { type: 'key' },
      source: { type: 'key' },
      event_id: { type: 'key' },
      bucket: { type: 'integer' },
      number: { type: 'integer' },
      key: { type: 'key' },
      type: { type: 'key' },
      body: { type: 'text' },
      attempts: { type: 'integer' },
      next_at: { type: 'integer' },
      cause: { type: 'text' },
      created_at: { type: 'integer' },
    },
    { primaryKey: ['group_name', 'source', 'bucket', 'number'] },
  );
  const retry = names.consumer_retry;
  await schema.createIndex(`${retry}_key`, retry, ['group_name', 'source', 'key', 'number']);
  await schema.createIndex(`${retry}_next`, retry, ['group_name', 'next_at']);
}

async function createClients(schema: SchemaTools, names: SystemNames): Promise<void> {
  await schema.createTable(
    names.node_lease,
    { node: { type: 'integer' }, holder: { type: 'key' }, expires_at: { type: 'integer' } },
    { primaryKey: ['node'] },
  );
  await schema.createTable(
    names.meta,
    { name: { type: 'key' }, value: { type: 'text' } },
    { primaryKey: ['name'] },
  );
}

/** What several processes share when the log is elsewhere, or when none of them owns the database alone. */
async function createRelay(schema: SchemaTools, names: SystemNames): Promise<void> {
  await schema.createTable(
    names.outbox_relay,
    {
      bucket: { type: 'integer' },
      number: { type: 'integer' },
      topics: { type: 'text' },
      epoch: { type: 'integer' },
      holder: { type: 'key' },
      fence: { type: 'integer' },
      expires_at: { type: 'integer' },
    },
    { primaryKey: ['bucket'] },
  );
  await schema.createTable(
    names.log_position,
    {
      group_name: { type: 'key' },
      topic: { type: 'key' },
      slot: { type: 'integer' },
      next_offset: { type: 'integer' },
      seen: { type: 'text' },
    },
    { primaryKey: ['group_name', 'topic', 'slot'] },
  );
  await schema.createTable(
    names.lease,
    {
      name: { type: 'key' },
      holder: { type: 'key' },
      fence: { type: 'integer' },
      expires_at: { type: 'integer' },
    },
    { primaryKey: ['name'] },
  );
}

async function createShared(schema: SchemaTools, names: SystemNames): Promise<void> {
  await schema.createTable(
    names.view_version,
    {
      account_id: { type: 'id' },
      version: { type: 'integer', default: 1 },
      act_version: { type: 'integer', default: 1 },
      role: { type: 'key' },
      state: { type: 'key' },
    },
    { primaryKey: ['account_id'] },
  );
  // The entity comes first, so that all counters of one status lie side by side.
  await schema.createTable(
    names.counter_base,
    { kind: { type: 'key' }, entity_id: { type: 'id' }, value: { type: 'integer' } },
    { primaryKey: ['entity_id', 'kind'] },
  );
  await schema.createTable(
    names.counter_delta,
    { id: { type: 'id' }, kind: { type: 'key' }, entity_id: { type: 'id' }, delta: { type: 'integer' } },
    { primaryKey: ['entity_id', 'kind', 'id'] },
  );
  await schema.createTable(
    names.fanout_open,
    { status_id: { type: 'id' }, account_id: { type: 'id' } },
    { primaryKey: ['status_id'] },
  );
  await schema.createIndex('fanout_open_account', names.fanout_open, ['account_id', 'status_id']);
}

async function fill(db: Kysely<SystemTables>, names: SystemNames): Promise<void> {
  const buckets = Array.from({ length: BUCKETS }, (_, bucket) => ({ bucket, head: 0 }));
  // Where a migration cannot be rolled back it may run again.
  await insertIgnoreMany(db, names.outbox_bucket, buckets);
  // A database made anew is another epoch than the one whose marks may still lie in a cache.
  await insertIgnore(db, names.meta, { name: EPOCH, value: String(Date.now()) });
}
