import type { Migration } from '@fanfare/sql';

/** The index itself is not here; this is what tells a lost or older one from the one that was left. */
export const searchTables: Migration = {
  name: '0001-search',
  async up(_db, schema) {
    await schema.createTable(
      'search_index',
      { name: { type: 'key' }, note: { type: 'key' } },
      { primaryKey: ['name'] },
    );
  },
};
