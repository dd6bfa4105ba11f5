import type { Migration } from '@fanfare/sql';

export const timelineTables: Migration = {
  name: '0001-timeline',
  async up(_db, schema) {
    await schema.createTable(
      'last_seen',
      { account_id: { type: 'id' }, seen_at: { type: 'integer' } },
      { primaryKey: ['account_id'] },
    );
    await schema.createTable(
      'delivery_notes',
      { status_id: { type: 'id' }, slice: { type: 'integer' } },
      { primaryKey: ['status_id', 'slice'] },
    );
  },
};
