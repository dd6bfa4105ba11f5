/** The contracts of services that run in other processes, for whoever runs none itself: commands, tests. */
import type { Client, serverContract } from '@fanfare/contracts';
import { contracts as declared } from '@fanfare/contracts';
import type { HttpClientOptions } from '@fanfare/http';
import { httpClient } from '@fanfare/http';
import type { ServiceName } from '@fanfare/kernel';
import { StartError, serviceNames } from '@fanfare/kernel';
import { clientsOf } from './contract-clients.ts';
import type { Contracts } from './needs.ts';
import { operationsOfAll } from './operations.ts';
import { serviceUrls } from './requirements.ts';
import type { AllValues } from './services.ts';

export interface RemoteServices {
  /** `server` speaks for all processes. */
  contracts: Contracts;
  /** Of each instance by itself, by its address. */
  instances: ReadonlyMap<string, Client<typeof serverContract>>;
  /** Another address of one of them, where a name in DNS stands for several. */
  at(url: string): Client<typeof serverContract>;
  close(): void;
}

/** Bulk work may take its time, in ms. */
const DEADLINE = 10 * 60_000;

/** Through the socket of the one process that owns a data folder. */
export function servicesOnSocket(socketPath: string): RemoteServices {
  return servicesAt(() => ({ socketPath, deadline: DEADLINE }));
}

/**
 * Through the services' URLs; those without one are taken to be where HOST and PORT say.
 * @throws StartError without the key
 */
export function remoteServices(values: AllValues): RemoteServices {
  const key = values.FANFARE_INTERNAL_KEY;
  if (key === null) {
    throw new StartError(
      'On server engines commands speak to the running services: set FANFARE_INTERNAL_KEY to the key that they have.',
    );
  }
  const { HOST, PORT } = values;
  const own = `http://${HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST}:${PORT}`;
  return servicesAt((service) => {
    const urls = serviceUrls(values, service);
    return { url: urls.length > 0 ? urls : own, key, deadline: DEADLINE };
  });
}

function servicesAt(targetOf: (service: ServiceName) => HttpClientOptions): RemoteServices {
  const open: { close(): void }[] = [];
  const processes = new Map<string, Client<typeof serverContract>>();
  const instances = new Map<string, Client<typeof serverContract>>();
  for (const service of serviceNames) {
    const options = targetOf(service);
    const place = String('url' in options ? options.url : options.socketPath);
    if (processes.has(place)) continue;
    const made = httpClient(declared.server, options);
    open.push(made);
    processes.set(place, made.client);
    for (const url of 'url' in options ? [options.url].flat() : ['']) {
      const one = httpClient(declared.server, url === '' ? options : { ...options, url });
      open.push(one);
      instances.set(url, one.client);
    }
  }
  const server = operationsOfAll([...processes.values()]);
  const contracts = clientsOf((contract) => {
    const { service } = contract;
    const made = httpClient(contract, targetOf(service === 'server' ? 'auth' : service));
    open.push(made);
    return made.client;
  });
  return {
    contracts: { ...contracts, server },
    instances,
    at(url) {
      const one = httpClient(declared.server, { ...targetOf('auth'), url });
      open.push(one);
      return one.client;
    },
    close() {
      for (const client of open) client.close();
    },
  };
}
