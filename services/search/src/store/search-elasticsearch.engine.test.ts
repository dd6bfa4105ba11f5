import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Instance } from '@fanfare/engines';
import { engines, ownNamespace, startEngine } from '@fanfare/engines';
import { silentLog, systemClock } from '@fanfare/kernel';
import { proxyTo } from './elasticsearch-proxy.fixture.ts';
import { elasticsearchIndex } from './search-elasticsearch.ts';
import type { SearchIndex } from './search-index.ts';
import { batches } from './search-index-kit/setup.ts';
import { searchIndexKit } from './search-index-kit.ts';

/** Its programs are killed and its data taken away, so it is one of our own. */
let engine: Instance;
let folder: string;
const data = () => join(folder, 'elasticsearch', 'home');

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanfare-elastic-'));
  const definition = engines.get('elasticsearch');
  if (definition === undefined) throw new Error('There is no engine elasticsearch');
  engine = await startEngine(definition, { folder, durable: true });
});
after(async () => {
  await engine.kill();
  await rm(folder, { recursive: true });
});

searchIndexKit(
  'elasticsearch',
  async () => {
    const namespace = ownNamespace();
    const opened: { close(): Promise<void> }[] = [];
    async function open(url = engine.url, deadline?: number): Promise<SearchIndex> {
      const index = await elasticsearchIndex({
        url,
        namespace,
        log: silentLog,
        clock: systemClock,
        deadline,
      });
      opened.push(index);
      return index;
    }
    /** With empty indices: nothing else makes any. */
    async function made(): Promise<SearchIndex> {
      const index = await open();
      await index.rebuild(batches([]));
      return index;
    }
    const deaf = await proxyTo(engine.url);
    const bad = await proxyTo(engine.url);
    const stuck = await open(deaf.url, 50);
    deaf.become('deaf');
    const index = await made();
    return {
      index,
      another: () => open(),
      async cutOff() {
        const far = await open(bad.url);
        return { index: far, cut: () => bad.become('cut'), heal: () => bad.become('good') };
      },
      async crash() {
        await engine.kill();
        await engine.start();
        while (!(await index.health()).ok);
      },
      async lose() {
        await engine.kill();
        await rm(data(), { recursive: true });
        await engine.start();
        return made();
      },
      stuck: () => stuck,
      async freeze() {
        for (const { pid } of engine.running()) process.kill(pid, 'SIGSTOP');
        return {
          async thaw() {
            for (const { pid } of engine.running()) process.kill(pid, 'SIGCONT');
          },
        };
      },
      async close() {
        await Promise.all(opened.map((one) => one.close()));
        await Promise.all([deaf.close(), bad.close()]);
      },
    };
  },
  { shared: true },
);
