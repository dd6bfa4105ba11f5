import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines, startEngine } from '@fanfare/engines';
import { outageCases } from '../kit/index.ts';
import { clientOf } from './kit-site.test-support.ts';

outageCases('postgres', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-postgres-'));
  // The server runs as a user of its own.
  await chmod(folder, 0o755);
  const engine = engines.get('postgres');
  if (engine === undefined) throw new Error('there is no engine postgres');
  const server = await startEngine(engine, { folder, durable: true });
  return {
    open: () => clientOf({ url: server.url }),
    kill: () => server.kill(),
    stop: () => server.stop(),
    start: () => server.start(),
    async cleanup() {
      await server.kill();
      await rm(folder, { recursive: true });
    },
  };
});
