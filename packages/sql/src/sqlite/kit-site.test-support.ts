/** SQLite as the conformance kit wants it: a folder per database, an engine per client. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { silentLog, systemClock } from '@fanfare/kernel';
import type { KitClient, KitSite, KitTables } from '../kit/site.ts';
import { mountSmall } from '../kit/small-mount.ts';
import type { SqliteOptions } from './open.ts';
import { openSqlite } from './open.ts';

export async function sqliteSite(): Promise<KitSite> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-sql-'));
  const file = join(folder, 'core.db');
  const undo: (() => void)[] = [];
  let checked = file;
  return {
    open: async (options) => clientOf({ file, ...options }),
    child: { script: new URL('./kit-child.test-support.ts', import.meta.url), argument: file },
    faults: async () => faultsOf(checked),
    async smallDisk() {
      const disk = join(folder, 'disk');
      await mkdir(disk);
      checked = join(disk, 'core.db');
      // Where none may be mounted the bound on pages stands in for it.
      const mounted = mountSmall(disk, 3);
      if (mounted === null) {
        const client = clientOf({ file: checked, maxPages: 250 });
        return {
          client,
          makeRoom: () =>
            client.database.unit(async ({ db }) => void (await db.deleteFrom('kit_items').execute())),
        };
      }
      undo.push(mounted.unmount);
      return { client: clientOf({ file: checked }), makeRoom: async () => mounted.grow() };
    },
    async cleanup() {
      for (const step of undo) step();
      await rm(folder, { recursive: true });
    },
  };
}

export function clientOf(options: Partial<SqliteOptions> & { file: string }): KitClient {
  const engine = openSqlite({ log: silentLog, clock: systemClock, strictUnits: true, ...options });
  return { database: engine.database<KitTables>('core'), close: () => engine.close() };
}

function faultsOf(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  } finally {
    database.close();
  }
}
