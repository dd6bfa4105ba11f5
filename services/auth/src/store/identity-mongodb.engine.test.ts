import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines, engineUrl, startEngine } from '@fanfare/engines';
import { silentLog } from '@fanfare/kernel';
import { identityEngineKit } from './identity-kit/engine.ts';
import { identityKit } from './identity-kit.ts';
import { DEADLINE } from './identity-mongodb/connection.ts';
import { dropDatabase, emptyDatabase } from './identity-mongodb/database.test-support.ts';
import { mongodbIdentity } from './identity-mongodb.ts';

for (const engine of ['mongodb', 'mongodb-java']) {
  identityKit(engine, async () => {
    const url = emptyDatabase(await engineUrl(engine));
    // Both make the indexes at the same time.
    const [one, other] = await Promise.all([
      mongodbIdentity({ url, log: silentLog }),
      mongodbIdentity({ url, log: silentLog }),
    ]);
    return {
      one,
      other,
      async close() {
        await Promise.all([one.close(), other.close()]);
        await dropDatabase(url);
      },
    };
  });
}

identityEngineKit('mongodb', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-mongodb-'));
  const engine = engines.get('mongodb');
  if (engine === undefined) throw new Error('there is no engine mongodb');
  const instance = await startEngine(engine, { folder, durable: true });
  const signal = (name: NodeJS.Signals) => {
    for (const { pid } of instance.running()) process.kill(pid, name);
  };
  const store = await mongodbIdentity({ url: emptyDatabase(instance.url), log: silentLog });
  return {
    store,
    deadline: DEADLINE,
    kill: () => instance.kill(),
    start: () => instance.start(),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async close() {
      await store.close();
      await instance.stop();
      await rm(folder, { recursive: true });
    },
  };
});
