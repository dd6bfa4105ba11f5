/** The tables that a rebuild reads, empty at first. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database, Migration } from '@fanfare/sql';

export const truth: Migration = {
  name: '0001-truth',
  async up(_db, schema) {
    const columns = (...names: string[]) =>
      Object.fromEntries(names.map((name) => [name, { type: 'id' as const, nullable: name !== 'id' }]));
    await schema.createTable(
      'accounts',
      {
        ...columns('id', 'version'),
        username: { type: 'key' },
        display_name: { type: 'key' },
        note: { type: 'text' },
      },
      { primaryKey: ['id'] },
    );
    const status = ['version', 'account_id', 'text', 'spoiler_text', 'visibility', 'sensitive', 'language'];
    const more = ['in_reply_to_id', 'reblog_of_id', 'deleted_at', 'has_media'];
    await schema.createTable('statuses', columns('id', ...status, ...more), { primaryKey: ['id'] });
  },
};

/** As far as search reads it. */
export async function addAccount(db: Database<CoreTables>, id: number, username: string): Promise<void> {
  const row = { id, version: 1, username, display_name: '', note: '' };
  await db.unit(async (unit) => {
    await unit.db
      .insertInto('accounts')
      .values(row as never)
      .execute();
  });
}
