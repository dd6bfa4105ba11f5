import { StartError } from '@fanfare/kernel';
import type { Kysely } from 'kysely';
import type { Database, MigrationSet, SchemaTools } from './port.ts';
import { systemMigrations } from './system/migrations.ts';
import type { SystemNames, SystemTables } from './system/tables.ts';

/**
 * Brings the database up to what these sets say, this package's own tables first. Safe when several processes
 * start at once: each migration runs once. Returns what ran, as `owner/name`.
 * @throws StartError when a newer Fanfare has changed the database; then nothing is touched
 */
export async function migrate<Tables>(
  database: Database<Tables>,
  sets: readonly MigrationSet[],
): Promise<string[]> {
  const all = [systemMigrations(database.source), ...sets];
  return database.migration(async (db, schema) => {
    const system = db as Kysely<SystemTables>;
    await createBookkeeping(schema, database.system);
    const rows = await system.selectFrom(database.system.migrations).select(['owner', 'name']).execute();
    const done = new Set(rows.map((row) => `${row.owner}/${row.name}`));
    refuseNewer(all, done);
    const ran: string[] = [];
    for (const { owner, migrations } of all) {
      for (const migration of migrations) {
        if (done.has(`${owner}/${migration.name}`)) continue;
        await migration.up(db, schema);
        const row = { owner, name: migration.name, at: Date.now() };
        await system.insertInto(database.system.migrations).values(row).execute();
        ran.push(`${owner}/${migration.name}`);
      }
    }
    return ran;
  });
}

async function createBookkeeping(schema: SchemaTools, names: SystemNames): Promise<void> {
  const tables = await schema.tables();
  if (tables.includes(names.migrations)) return;
  await schema.createTable(
    names.migrations,
    { owner: { type: 'key' }, name: { type: 'key' }, at: { type: 'integer' } },
    { primaryKey: ['owner', 'name'] },
  );
}

/** A set's owner is known to this program, so a migration of it that is not must come from a newer one. */
function refuseNewer(sets: readonly MigrationSet[], done: ReadonlySet<string>): void {
  const owners = new Set(sets.map((set) => set.owner));
  const known = new Set(sets.flatMap((set) => set.migrations.map((one) => `${set.owner}/${one.name}`)));
  for (const name of done) {
    if (known.has(name) || !owners.has(name.slice(0, name.indexOf('/')))) continue;
    throw new StartError(
      `A newer Fanfare has changed this database (${name}): start that version, or restore a backup made before the upgrade.`,
    );
  }
}
