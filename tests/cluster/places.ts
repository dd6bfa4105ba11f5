/** The instances of a cluster, each asked by itself past the gateway. */
import type { ServiceName } from '@fanfare/kernel';
import type { Api } from '@fanfare/testkit';
import { api } from '@fanfare/testkit';
import type { ClusterNetwork, ServiceProcess } from '@fanfare/testkit/cluster';

/** Of two. */
export type Side = 0 | 1;

export function place(network: ClusterNetwork, service: ServiceName, side: Side): string {
  const address = network.addresses.get(service)?.[side];
  if (address === undefined) throw new Error(`${service} has no instance ${side}`);
  return `http://${address}`;
}

/** A client of one instance. */
export function at(network: ClusterNetwork, service: ServiceName, side: Side, token: string | null): Api {
  return api(place(network, service, side), token);
}

export function processOf(network: ClusterNetwork, service: ServiceName, side: Side): ServiceProcess {
  const found = network.processes.get(service)?.[side];
  if (found === undefined) throw new Error(`${service} has no process ${side}`);
  return found;
}

/** What is answered to none but the logged in, at each service that people reach. */
const guarded: Partial<Record<ServiceName, string>> = {
  auth: '/api/v1/accounts/verify_credentials',
  write: '/api/v1/submissions',
  read: '/api/v1/timelines/home',
  'user-graph': '/api/v1/blocks',
  search: '/api/v2/search?type=accounts&q=anna',
  notification: '/api/v1/notifications',
};

/** All instances but those of `except` at once: the status that this token gets, by `read 1`. */
export async function everywhere(
  network: ClusterNetwork,
  token: string,
  except: readonly ServiceName[] = [],
): Promise<Record<string, number>> {
  const asked = (Object.entries(guarded) as [ServiceName, string][])
    .filter(([service]) => !except.includes(service))
    .flatMap(([service, path]) => ([0, 1] as const).map((side) => ({ service, path, side })));
  const statuses = await Promise.all(
    asked.map(async ({ service, path, side }) => {
      const { status } = await at(network, service, side, token)('GET', path);
      return [`${service} ${side + 1}`, status] as const;
    }),
  );
  return Object.fromEntries(statuses);
}

/** The same status at all of these. */
export function allAre(statuses: Record<string, number>, status: number): Record<string, number> {
  return Object.fromEntries(Object.keys(statuses).map((name) => [name, status]));
}
