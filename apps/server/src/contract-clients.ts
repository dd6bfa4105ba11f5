/** Another service's contract: called directly when it runs in this process, over HTTP otherwise. */
import type { Client, Contract, Method } from '@fanfare/contracts';
import { contracts } from '@fanfare/contracts';
import type { RequestContext } from '@fanfare/http';
import { directClient, httpClient } from '@fanfare/http';
import type { Health, Log, ServiceName } from '@fanfare/kernel';
import { AppError, StartError } from '@fanfare/kernel';
import type { Metrics, SpanOptions, Tracer } from '@fanfare/telemetry';
import type { Contracts } from './needs.ts';
import { serviceUrlName, serviceUrls } from './requirements.ts';
import type { AllValues } from './services.ts';

type Make = <Methods extends Record<string, Method>>(
  contract: Contract<Methods>,
) => Client<Contract<Methods>>;

/** One client for every contract. */
export function clientsOf(make: Make): Contracts {
  return {
    auth: make(contracts.auth),
    read: make(contracts.read),
    search: make(contracts.search),
    server: make(contracts.server),
    timeline: make(contracts.timeline),
    userGraph: make(contracts['user-graph']),
    write: make(contracts.write),
  };
}

export interface ContractClients {
  contracts: Contracts;
  /** Of those in other processes: whether they answer, by service. */
  health: ReadonlyMap<ServiceName, () => Promise<Health>>;
  close(): void;
}

/** `implementationOf` is asked at each call, so that services may need each other. */
export function contractClients(
  values: AllValues,
  here: readonly ServiceName[],
  implementationOf: (owner: Contract['service']) => object | null,
  context: RequestContext,
  { log, metrics, tracer }: { log: Log; metrics: Metrics; tracer: Tracer },
): ContractClients {
  const health = new Map<ServiceName, () => Promise<Health>>();
  const open: { close(): void }[] = [];
  const made = clientsOf((contract) => {
    const { service } = contract;
    if (service === 'server' || here.includes(service)) {
      const direct = directClient(contract, () => {
        const implementation = implementationOf(service);
        if (implementation === null)
          throw new AppError('engine_away', { detail: `${service} has not been made yet` });
        return implementation as Client<typeof contract>;
      });
      return tracer.collects ? tracedClient(contract, direct, tracer) : direct;
    }
    const url = serviceUrls(values, service);
    const key = values.FANFARE_INTERNAL_KEY;
    if (url.length === 0 || key === null) {
      throw new StartError(
        `Set ${serviceUrlName(service)} and FANFARE_INTERNAL_KEY: ${service} does not run in this process.`,
      );
    }
    const remote = httpClient(contract, { url, key, context, log, metrics, tracer });
    health.set(service, remote.health);
    open.push(remote);
    return remote.client;
  });
  metrics.observe('fanfare_contract_away', '1 while no instance of another process is asked', async () => {
    const asked = [...health].map(async ([contract, check]) => {
      return { labels: { contract }, value: (await check()).ok ? 0 : 1 };
    });
    return Promise.all(asked);
  });
  return {
    contracts: made,
    health,
    close() {
      for (const client of open) client.close();
    },
  };
}

/** A call within the process is work of the service that is asked. */
function tracedClient<Of extends Contract>(contract: Of, client: Client<Of>, tracer: Tracer): Client<Of> {
  const traced: Record<string, (input: unknown) => Promise<unknown>> = {};
  const calls = client as Record<string, (input: unknown) => Promise<unknown>>;
  const { service } = contract;
  for (const [name, call] of Object.entries(calls)) {
    const attributes = { 'rpc.service': service, 'rpc.method': name };
    const options: SpanOptions = service === 'server' ? { attributes } : { attributes, service };
    traced[name] = (input) => tracer.span(`${service}.${name}`, options, () => call(input));
  }
  return traced as Client<Of>;
}
