/** Eight services as processes of their own on the real engines, two instances each, behind NGINX. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gateway } from '@fanfare/engines';
import { freePorts, startGateway } from '@fanfare/engines';
import type { ServiceName } from '@fanfare/kernel';
import { readSettings, serviceNames } from '@fanfare/kernel';
import { allSettings, remoteServices, routeTable } from '@fanfare/server';
import type { Deployment, DeploymentOptions } from '../deployment.ts';
import type { FakeClock } from '../fake-clock.ts';
import { databasesOf } from './databases.ts';
import { forwardLines } from './lines.ts';
import type { ServiceProcess } from './process.ts';
import { serviceProcess } from './process.ts';
import { ownSpaces } from './spaces.ts';

export interface ClusterOptions extends DeploymentOptions {
  core: string;
  clock: FakeClock;
  /** Of each service; two. */
  instances?: number;
}

export interface Cluster extends Deployment {
  readonly processes: ReadonlyMap<ServiceName, readonly ServiceProcess[]>;
  /** Where each instance listens, past the gateway. */
  readonly addresses: ReadonlyMap<ServiceName, readonly string[]>;
}

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { clock, instances = 2 } = options;
  const spaces = await ownSpaces(options.core);
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-cluster-'));
  const [gatewayPort = 0, ...ports] = await freePorts(1 + serviceNames.length * instances);
  const addresses = new Map(
    serviceNames.map((name, index) => [
      name,
      ports.slice(index * instances, (index + 1) * instances).map((port) => `127.0.0.1:${port}`),
    ]),
  );
  const url = `http://localhost:${gatewayPort}`;
  const shared: Record<string, string> = {
    ...spaces.settings,
    ...options.settings,
    ...urlSettings(addresses),
    PUBLIC_URL: url,
    FANFARE_DATA: folder,
    FANFARE_INTERNAL_KEY: randomBytes(24).toString('hex'),
    LOG_LEVEL: options.settings.LOG_LEVEL ?? 'error',
  };
  const processes = new Map(
    [...addresses].map(([name, places]) => [
      name,
      places.map((place, index) =>
        serviceProcess(
          `${name} ${index + 1}`,
          { ...shared, FANFARE_SERVICES: name, PORT: place.split(':')[1] ?? '' },
          forwardLines(options.log),
        ),
      ),
    ]),
  );
  const all = [...processes.values()].flat();
  const services = remoteServices(readSettings(allSettings, shared));
  const { routes } = await routeTable({ PUBLIC_URL: url });
  let gateway: Gateway | null = null;
  let added = 0;

  async function start(): Promise<void> {
    await Promise.all(all.map((one) => one.start(added)));
    gateway = await startGateway({ folder, port: gatewayPort, addresses });
  }

  async function halt(): Promise<void> {
    await gateway?.stop();
    gateway = null;
    await Promise.all(all.map((one) => one.stop()));
  }

  async function clear(): Promise<void> {
    services.close();
    await spaces.drop();
    await rm(folder, { recursive: true, force: true });
  }

  const databases = await databasesOf(spaces.settings);
  try {
    await start();
  } catch (error) {
    await Promise.allSettled(all.map((one) => one.kill()));
    await databases.close();
    await clear();
    throw error;
  }

  return {
    url,
    processes,
    addresses,
    contracts: services.contracts,
    routes,
    environment: shared,
    query: databases.query,
    async advance(milliseconds) {
      added += milliseconds;
      clock.advance(milliseconds);
      await Promise.all(all.filter(({ runs }) => runs).map((one) => one.advance(milliseconds)));
    },
    async restart() {
      await halt();
      await start();
    },
    async stop() {
      await halt();
      await databases.close();
      await clear();
    },
    composition() {
      throw new Error('There is no one composition: the services run in processes of their own');
    },
  };
}

function urlSettings(addresses: ReadonlyMap<ServiceName, readonly string[]>): Record<string, string> {
  return Object.fromEntries(
    [...addresses].map(([name, places]) => [
      `FANFARE_${name.toUpperCase().replace('-', '_')}_URL`,
      places.map((place) => `http://${place}`).join(','),
    ]),
  );
}
