import type { Kysely } from 'kysely';
import { upsert } from '../insert.ts';
import type { Database, Unit } from '../port.ts';
import type { SystemTables } from './tables.ts';

export const EPOCH = 'restore_epoch';

/** Changes with every restore: offsets and marks made under another epoch mean nothing and are rebuilt. */
export async function restoreEpoch<Tables>(database: Database<Tables>): Promise<number> {
  const row = await (database.read as unknown as Kysely<SystemTables>)
    .selectFrom(database.system.meta)
    .select('value')
    .where('name', '=', EPOCH)
    .executeTakeFirstOrThrow();
  return Number(row.value);
}

/** Begins a new epoch; called by a restore, on the restored database. */
export async function beginEpoch<Tables>(unit: Unit<Tables>): Promise<number> {
  const db = unit.db as unknown as Kysely<SystemTables>;
  const value = String(unit.now);
  await upsert(db, unit.system.meta, { keys: ['name'], row: { name: EPOCH, value } });
  return unit.now;
}
