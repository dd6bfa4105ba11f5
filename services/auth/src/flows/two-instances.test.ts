import { diskBlob } from '@fanfare/blob/disk';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import { folderMail } from '@fanfare/mail/folder';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { startAuth } from '../testing/start-auth.ts';
import { twoInstances } from './two-instances.test-support.ts';

twoInstances('embedded', async () => {
  const server = memoryServer();
  const adapters = {
    openCore: openSqlite,
    cache: () => memoryCache(server),
    diskBlob,
    folderMail,
    metrics: noMetrics,
  };
  const here = await startAuth(adapters);
  return { here, there: await startAuth(adapters, { beside: here }) };
});
