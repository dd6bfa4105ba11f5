/** For tests that must know the instances apart: they ask each past the gateway, stop it, kill it. */
import type { Log } from '@fanfare/kernel';
import { silentLog } from '@fanfare/kernel';
import { fakeClock } from '../fake-clock.ts';
import type { Network } from '../network.ts';
import { networkOn, testedOn } from '../network.ts';
import type { Cluster } from './cluster.ts';
import { startCluster } from './cluster.ts';

export { databasesOf } from './databases.ts';
export { type ServiceProcess, serviceProcess } from './process.ts';
export { ownSpaces, type Spaces } from './spaces.ts';

export type ClusterNetwork = Network & Pick<Cluster, 'processes' | 'addresses'>;

/** Two instances of each service on the real engines; FANFARE_TEST_ON says on which core, Postgres unless told. */
export async function startClusterNetwork(
  options: { settings?: Record<string, string>; log?: Log } = {},
): Promise<ClusterNetwork> {
  const clock = fakeClock();
  const cluster = await startCluster({
    settings: { RATE_LIMITS: 'off', PASSWORD_GRANT: 'on', ...options.settings },
    log: options.log ?? silentLog,
    core: testedOn() === 'mysql' ? 'mysql' : 'postgres',
    clock,
  });
  const { processes, addresses } = cluster;
  return Object.assign(networkOn(cluster, '', clock), { processes, addresses });
}
