import type { Migration } from '@fanfare/sql';

export const notedAt: Migration = {
  name: '0002-noted-at',
  up: (_db, schema) => schema.addColumn('delivery_notes', 'noted_at', { type: 'integer', nullable: true }),
};
