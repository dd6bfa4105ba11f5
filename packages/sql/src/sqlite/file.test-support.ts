import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, systemClock } from '@fanfare/kernel';
import type { KitTables } from '../kit/site.ts';
import { kitMigrations } from '../kit/site.ts';
import { migrate } from '../migrate.ts';
import type { Database } from '../port.ts';
import type { SqliteEngine, SqliteOptions } from './open.ts';
import { openSqlite } from './open.ts';

export interface Opened {
  folder: string;
  file: string;
  engine: SqliteEngine;
  database: Database<KitTables>;
}

/** A migrated database in a folder of its own, for one test of what only SQLite does. */
export async function withSqlite(
  run: (opened: Opened) => Promise<void>,
  options: Partial<SqliteOptions> = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-sqlite-'));
  const file = join(folder, 'core.db');
  const engine = openSqlite({ file, log: silentLog, clock: systemClock, strictUnits: true, ...options });
  try {
    const database = engine.database<KitTables>('core');
    await migrate(database, [kitMigrations]);
    await run({ folder, file, engine, database });
  } finally {
    await engine.close();
    await rm(folder, { recursive: true });
  }
}
