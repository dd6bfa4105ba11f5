/** Every engine and eight services, two instances each, behind NGINX, all native and all on this machine. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gateway, Instance } from '@fanfare/engines';
import { freePorts, openFolder, startGateway } from '@fanfare/engines';
import { serviceNames } from '@fanfare/kernel';
import type { ClusterEngines } from './engines.ts';
import { startEngines } from './engines.ts';
import type { Observers } from './observers.ts';
import { startJaeger, startObservers, tracingSettings } from './observers.ts';
import type { Service } from './service.ts';
import { service } from './service.ts';

export interface Cluster {
  /** Where people reach it. */
  readonly url: string;
  /** With which commands reach it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly services: readonly Service[];
  readonly engines: ClusterEngines;
  /** Null: nobody looks on. */
  readonly observers: Observers | null;
  /** Logs and data. */
  readonly folder: string;
  /** Ends everything and takes its data away. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Of each service; two. */
  instances?: number;
  /** Which of the two databases is the core's, notifications having the other; Postgres. */
  core?: 'postgres' | 'mysql';
  /** Beside those that a cluster needs. */
  settings?: Readonly<Record<string, string>>;
  /** Whether traces, metrics, alerts and log lines are gathered, for people to look at; not unless said. */
  observe?: boolean;
  /** Another checkout that the services run; this one. */
  tree?: string;
  /** Where it listens; a free port. */
  port?: number;
  /** Told of each thing that is ready. */
  progress?: (what: string, detail: string) => void;
}

export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { instances = 2, progress = () => {} } = options;
  const folder = await openFolder(await mkdtemp('/var/tmp/fanfare-cluster-'));
  const count = serviceNames.length * instances;
  const [free = 0, ...more] = await freePorts(1 + 2 * count);
  const [ports, metricsPorts] = [more.slice(0, count), more.slice(count)];
  const port = options.port ?? free;
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const part of started.reverse()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const engines = await startEngines(folder, options.core ?? 'postgres', ({ engine, version }: Instance) =>
      progress(engine, version),
    );
    started.push(engines);
    const jaeger = options.observe === true ? await startJaeger(folder) : null;
    if (jaeger !== null) started.push(jaeger);
    const addresses = new Map<string, string[]>(
      serviceNames.map((name, index) => [
        name,
        ports.slice(index * instances, (index + 1) * instances).map((one) => `127.0.0.1:${one}`),
      ]),
    );
    const environment: Record<string, string> = {
      ...engines.settings,
      ...Object.fromEntries(
        [...addresses].map(([name, places]) => [
          `FANFARE_${name.toUpperCase().replace('-', '_')}_URL`,
          places.map((place) => `http://${place}`).join(','),
        ]),
      ),
      PUBLIC_URL: `http://localhost:${port}`,
      FANFARE_DATA: join(folder, 'data'),
      FANFARE_INTERNAL_KEY: randomBytes(32).toString('base64url'),
      ...(jaeger === null ? {} : tracingSettings(jaeger)),
      ...options.settings,
    };
    const services = [...addresses].flatMap(([name, places]) =>
      places.map((place, index) => {
        const METRICS_PORT = String(metricsPorts[ports.indexOf(Number(place.split(':')[1]))]);
        const own = { ...environment, FANFARE_SERVICES: name, METRICS_PORT };
        return service(`${name} ${index + 1}`, place, folder, own, options.tree);
      }),
    );
    started.push({ stop: async () => void (await Promise.all(services.map((one) => one.stop()))) });
    await Promise.all(
      services.map(async (one) => {
        await one.start();
        progress(one.name, one.address);
      }),
    );
    const gateway: Gateway = await startGateway({ folder, port, addresses });
    started.push(gateway);
    const elasticsearch = engines.settings.ELASTICSEARCH_URL ?? '';
    const observers =
      jaeger === null ? null : await startObservers({ folder, jaeger, elasticsearch, services });
    if (observers !== null) started.push(observers);
    return { url: `http://localhost:${port}`, environment, services, engines, observers, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
