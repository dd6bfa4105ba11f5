import type { Migration } from '@fanfare/sql';

export const instanceSettings: Migration = {
  name: '0003-instance-settings',
  async up(_db, schema) {
    await schema.createTable(
      'instance_settings',
      {
        name: { type: 'key' },
        title: { type: 'text', nullable: true },
        description: { type: 'text', nullable: true },
        contact_email: { type: 'key', nullable: true },
        registrations: { type: 'key', nullable: true },
        rules: { type: 'text' },
        version: { type: 'integer' },
        updated_at: { type: 'integer' },
      },
      { primaryKey: ['name'] },
    );
  },
};
