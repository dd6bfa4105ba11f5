import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreTables } from '@fanfare/contracts/tables';
import { silentLog, systemClock } from '@fanfare/kernel';
import { migrate } from '@fanfare/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import { authMigrations } from '../migrations/index.ts';
import { identityKit } from './identity-kit.ts';
import { sqliteIdentityStore } from './identity-sqlite.ts';

identityKit('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-identity-'));
  const options = { file: join(folder, 'fanfare.db'), log: silentLog, clock: systemClock, strictUnits: true };
  const engines = [openSqlite(options), openSqlite(options)] as const;
  const [one, other] = [engines[0].database<CoreTables>('core'), engines[1].database<CoreTables>('core')];
  await migrate(one, authMigrations);
  return {
    one: sqliteIdentityStore(one),
    other: sqliteIdentityStore(other),
    async close() {
      for (const engine of engines) await engine.close();
      await rm(folder, { recursive: true });
    },
  };
});
