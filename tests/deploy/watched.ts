/**
 * What has every metric there is: one process with everything embedded, and beside it two on the real engines, with
 * NGINX before them and Prometheus looking at all three.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '@fanfare/cluster';
import { service } from '@fanfare/cluster';
import { engineUrl, freePorts, openFolder, startGateway, startPrometheus } from '@fanfare/engines';
import type { ServiceName } from '@fanfare/kernel';
import { serviceNames } from '@fanfare/kernel';
import { ownSpaces } from '@fanfare/testkit/cluster';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Door } from './door.ts';
import { openDoor } from './door.ts';

export interface Watched {
  /** Where people reach each of the two. */
  readonly one: string;
  readonly several: string;
  /** With which commands reach them. */
  readonly environments: Readonly<Record<'one' | 'several', Record<string, string>>>;
  readonly prometheus: Awaited<ReturnType<typeof startPrometheus>>;
  /** Before the cache of the several: closed, it is away. */
  readonly cache: Door;
  /** Logs of all processes are in here, as `*.log`. */
  readonly folder: string;
  stop(): Promise<void>;
}

const asked: ServiceName[] = ['search', 'notification'];
const others = serviceNames.filter((name) => !asked.includes(name));

/** @param scrape how often Prometheus looks, s */
export async function startWatched(scrape: number): Promise<Watched> {
  const folder = await openFolder(await mkdtemp('/var/tmp/fanfare-watched-'));
  const [one = 0, first = 0, second = 0, gateway = 0, ...metrics] = await freePorts(7);
  const started: { stop(): Promise<unknown> }[] = [];
  const stop = async () => {
    for (const part of started.reverse()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const spaces = await ownSpaces('postgres');
    started.push({ stop: spaces.drop });
    const collector: Collector = await startCollector();
    started.push(collector);
    const cache = await openDoor(await engineUrl('redis'));
    started.push(cache);
    const all = {
      PASSWORD_GRANT: 'on',
      APPROVAL_POLICY: 'new-accounts',
      LOG_LEVEL: 'info',
      FANFARE_INTERNAL_KEY: randomBytes(24).toString('hex'),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER_ARG: '1',
    };
    const environments = {
      one: {
        ...all,
        FANFARE_DATA: join(folder, 'one'),
        PUBLIC_URL: `http://localhost:${one}`,
        // So that two followers are many.
        PUSH_FOLLOWER_LIMIT: '2',
      },
      several: {
        ...all,
        ...spaces.settings,
        REDIS_URL: cache.url,
        RATE_LIMITS: 'off',
        FANFARE_DATA: join(folder, 'several'),
        PUBLIC_URL: `http://localhost:${gateway}`,
        ...Object.fromEntries(
          serviceNames.map((name) => [
            `FANFARE_${name.toUpperCase().replace('-', '_')}_URL`,
            `http://127.0.0.1:${asked.includes(name) ? second : first}`,
          ]),
        ),
      },
    };
    const process = (name: string, port: number, own: number, environment: Record<string, string>): Service =>
      service(name, `127.0.0.1:${port}`, folder, { ...environment, METRICS_PORT: String(metrics[own]) });
    const processes = [
      process('one', one, 0, environments.one),
      process('several 1', first, 1, { ...environments.several, FANFARE_SERVICES: others.join(',') }),
      process('several 2', second, 2, { ...environments.several, FANFARE_SERVICES: asked.join(',') }),
    ];
    started.push({ stop: () => Promise.all(processes.map((each) => each.stop())) });
    await Promise.all(processes.map((each) => each.start()));
    const addresses = new Map(
      serviceNames.map((name) => [name, [`127.0.0.1:${asked.includes(name) ? second : first}`]]),
    );
    started.push(await startGateway({ folder, port: gateway, addresses }));
    const components = ['all', others.join(','), asked.join(',')];
    const prometheus = await startPrometheus({
      folder: join(folder, 'prometheus'),
      scrapeEvery: scrape,
      targets: components.map((component, index) => ({ component, address: `127.0.0.1:${metrics[index]}` })),
    });
    started.push(prometheus);
    return {
      one: environments.one.PUBLIC_URL,
      several: environments.several.PUBLIC_URL,
      environments,
      prometheus,
      cache,
      folder,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
