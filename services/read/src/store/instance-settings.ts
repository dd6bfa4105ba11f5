/** What was said of the place over the API: write's one row. */
import type { InstanceSettingsTable } from '@fanfare/contracts/tables';
import type { Db } from './db.ts';

export function instanceRow(db: Db): Promise<InstanceSettingsTable | undefined> {
  return db.selectFrom('instance_settings').selectAll().where('name', '=', 'instance').executeTakeFirst();
}
