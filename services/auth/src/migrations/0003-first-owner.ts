import type { Migration } from '@fanfare/sql';

/** One row, which whoever makes the first owner writes: of two at once, the second waits and then sees the owner. */
export const firstOwner: Migration = {
  name: '0003-first-owner',
  async up(_db, schema) {
    await schema.createTable(
      'first_owner',
      { name: { type: 'key' }, account_id: { type: 'id' } },
      { primaryKey: ['name'] },
    );
  },
};
