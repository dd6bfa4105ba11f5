import type { Migration } from '@fanfare/sql';

export const fanoutTables: Migration = {
  name: '0001-fanout',
  async up(_db, schema) {
    await schema.createTable(
      'fanout_jobs',
      { status_id: { type: 'id' }, slices: { type: 'integer' } },
      { primaryKey: ['status_id'] },
    );
  },
};
