import type { Migration } from '@fanfare/sql';

/** Who holds a role is asked with every submission; changes of versions leave this index alone. */
export const roles: Migration = {
  name: '0002-roles',
  async up(_db, schema) {
    await schema.createIndex('view_version_role', 'view_version', ['role', 'account_id']);
  },
};
