/** The same suites over MongoDB, and over everything that several instances of auth share in earnest. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskBlob } from '@fanfare/blob/disk';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import { redisCache } from '@fanfare/cache/redis';
import type { Instance } from '@fanfare/engines';
import { engines, engineUrl, startEngine } from '@fanfare/engines';
import { silentLog } from '@fanfare/kernel';
import { folderMail } from '@fanfare/mail/folder';
import { openMysql } from '@fanfare/sql/mysql';
import { openPostgres } from '@fanfare/sql/postgres';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { dropDatabase, emptyDatabase } from '../store/identity-mongodb/database.test-support.ts';
import { mongodbIdentity } from '../store/identity-mongodb.ts';
import type { Adapters } from '../testing/start-auth.ts';
import { startAuth } from '../testing/start-auth.ts';
import type { Pair } from './registration-crashes.test-support.ts';
import { registrationCrashes } from './registration-crashes.test-support.ts';
import { twoInstances } from './two-instances.test-support.ts';

const local = { diskBlob, folderMail, metrics: noMetrics };

async function pairOn(
  adapters: Omit<Adapters, 'openIdentity'>,
  clear: () => Promise<void> = async () => {},
): Promise<Pair> {
  const url = emptyDatabase(await engineUrl('mongodb'));
  const all: Adapters = { ...adapters, openIdentity: () => mongodbIdentity({ url, log: silentLog }) };
  const here = await startAuth(all);
  const there = await startAuth(all, { beside: here });
  // The first is stopped last.
  const stop = async () => {
    await here.stop();
    await dropDatabase(url);
    await clear();
  };
  return { here: { ...here, stop }, there };
}

registrationCrashes('MongoDB and an embedded core', () => {
  const server = memoryServer();
  return pairOn({ ...local, openCore: openSqlite, cache: () => memoryCache(server) });
});

const cores = { postgres: openPostgres, mysql: openMysql };

for (const [core, open] of Object.entries(cores)) {
  twoInstances(`MongoDB, Redis and ${core}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-auth-engines-'));
    // The engines run as users of their own.
    await chmod(folder, 0o755);
    const started = await Promise.all([core, 'redis'].map((name) => startNamed(name, folder)));
    const [database, cache] = started;
    if (database === undefined || cache === undefined) throw new Error('an engine is missing');
    return pairOn(
      {
        ...local,
        openCore: (options) => open({ ...options, url: database.url }),
        cache: (clock) => redisCache({ url: cache.url, namespace: 'fanfare', log: silentLog, clock }),
      },
      async () => {
        await Promise.all(started.map((instance) => instance.stop()));
        await rm(folder, { recursive: true });
      },
    );
  });
}

function startNamed(name: string, folder: string): Promise<Instance> {
  const engine = engines.get(name);
  if (engine === undefined) throw new Error(`there is no engine ${name}`);
  return startEngine(engine, { folder });
}
