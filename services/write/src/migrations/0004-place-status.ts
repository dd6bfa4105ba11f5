import type { Migration } from '@fanfare/sql';

export const placeStatus: Migration = {
  name: '0004-place-status',
  async up(_db, schema) {
    await schema.addColumn('instance_settings', 'public_status', { type: 'integer', nullable: true });
    await schema.createTable(
      'vital_samples',
      { at: { type: 'integer' }, body: { type: 'text' } },
      { primaryKey: ['at'] },
    );
  },
};
