import type { Log } from '@fanfare/kernel';
import { StartError, silentLog, VERSION } from '@fanfare/kernel';
import type { Kysely } from 'kysely';
import { upsert } from './insert.ts';
import type { Database, MigrationSet, SchemaTools } from './port.ts';
import { systemMigrations } from './system/migrations.ts';
import type { SystemNames, SystemTables } from './system/tables.ts';
import { isOlder } from './version-order.ts';

export interface MigrateOptions {
  /** Told of tables that are newer than this program. */
  log?: Log;
  /** This program's. */
  version?: string;
}

/** Where the tables say which version they need: a name in `meta`. */
const OLDEST = 'oldest_version';

/**
 * Brings the database up to what these sets say, this package's own tables first. Safe when several processes
 * start at once: each migration runs once. Returns what ran, as `owner/name`. Tables that a newer version has added to
 * are served as they are: in a rolling upgrade, and on the way back, both versions stand on them.
 * @throws StartError when the tables say that they need a newer version; then nothing is touched
 */
export async function migrate<Tables>(
  database: Database<Tables>,
  sets: readonly MigrationSet[],
  { log = silentLog, version = VERSION }: MigrateOptions = {},
): Promise<string[]> {
  const all = [systemMigrations(database.source), ...sets];
  const names = database.system;
  return database.migration(async (db, schema) => {
    const system = db as Kysely<SystemTables>;
    await createBookkeeping(schema, names);
    const rows = await system.selectFrom(names.migrations).select(['owner', 'name']).execute();
    const done = new Set(rows.map((row) => `${row.owner}/${row.name}`));
    let oldest = await oldestOn(system, schema, names);
    refuseTooOld(version, oldest);
    tellOfNewer(all, done, log);
    const ran: string[] = [];
    for (const { owner, migrations } of all) {
      for (const migration of migrations) {
        if (done.has(`${owner}/${migration.name}`)) continue;
        await migration.up(db, schema);
        if (migration.oldest !== undefined && isOlder(oldest, migration.oldest)) {
          oldest = migration.oldest;
          await upsert(system, names.meta, { keys: ['name'], row: { name: OLDEST, value: oldest } });
        }
        const row = { owner, name: migration.name, at: Date.now() };
        await system.insertInto(names.migrations).values(row).execute();
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

/** `0`: any version will do. */
async function oldestOn(
  system: Kysely<SystemTables>,
  schema: SchemaTools,
  names: SystemNames,
): Promise<string> {
  if (!(await schema.tables()).includes(names.meta)) return '0';
  const row = await system
    .selectFrom(names.meta)
    .select('value')
    .where('name', '=', OLDEST)
    .executeTakeFirst();
  return row?.value ?? '0';
}

function refuseTooOld(version: string, oldest: string): void {
  if (!isOlder(version, oldest)) return;
  throw new StartError(
    `This database needs Fanfare ${oldest} or newer, and this is ${version}: start a newer version, or restore a backup made before the upgrade.`,
  );
}

function tellOfNewer(sets: readonly MigrationSet[], done: ReadonlySet<string>, log: Log): void {
  const known = new Set(sets.flatMap((set) => set.migrations.map((one) => `${set.owner}/${one.name}`)));
  const owners = new Set(sets.map((set) => set.owner));
  // A set of nobody here belongs to a service that keeps its tables elsewhere.
  const newer = [...done].filter((name) => !known.has(name) && owners.has(name.slice(0, name.indexOf('/'))));
  if (newer.length === 0) return;
  log.warn(
    { migrations: newer },
    'A newer Fanfare has added to this database; this version serves on it all the same',
  );
}
