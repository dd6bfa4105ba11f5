/** What was said of the place over the API: one row, which auth and read look at whenever they need it. */
import type { InstanceSettingsTable } from '@fanfare/contracts/tables';
import { insertIgnore } from '@fanfare/sql';
import type { CoreUnit, Db } from './db.ts';

export type InstanceRow = InstanceSettingsTable;

const NAME = 'instance';

export function instanceRow(db: Db): Promise<InstanceRow | undefined> {
  return db.selectFrom('instance_settings').selectAll().where('name', '=', NAME).executeTakeFirst();
}

/** The row, there and locked until the unit's end: of two changes at once none undoes the other. */
export async function heldInstanceRow(unit: CoreUnit): Promise<InstanceRow> {
  await insertIgnore(unit.db, 'instance_settings', {
    name: NAME,
    title: null,
    description: null,
    contact_email: null,
    registrations: null,
    rules: '[]',
    public_status: null,
    version: 0,
    updated_at: unit.now,
  });
  await unit.db
    .updateTable('instance_settings')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('name', '=', NAME)
    .execute();
  return unit.db
    .selectFrom('instance_settings')
    .selectAll()
    .where('name', '=', NAME)
    .executeTakeFirstOrThrow();
}

export async function keepInstanceRow(
  unit: CoreUnit,
  { name: _, version: __, ...row }: InstanceRow,
): Promise<void> {
  await unit.db.updateTable('instance_settings').set(row).where('name', '=', NAME).execute();
}
