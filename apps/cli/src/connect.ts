/**
 * How commands reach the services. Where the data folder belongs to one process: through the socket of the server that
 * owns it, while one runs. On server engines: through the services' URLs, with the internal key. Where nothing runs:
 * by composing the same modules here, without a listener.
 */
import { connect } from 'node:net';
import type { Client, serverContract } from '@fanfare/contracts';
import { contracts as declared } from '@fanfare/contracts';
import type { HttpClientOptions } from '@fanfare/http';
import { httpClient } from '@fanfare/http';
import type { ServiceName } from '@fanfare/kernel';
import { readSettings, StartError, serviceNames } from '@fanfare/kernel';
import type { AllValues, Contracts } from '@fanfare/server';
import {
  allSettings,
  announcedSocket,
  clientsOf,
  compose,
  operationsOfAll,
  ownsFiles,
  serviceUrls,
} from '@fanfare/server';
import { createLog } from '@fanfare/telemetry';

export interface Connection {
  contracts: Contracts;
  values: AllValues;
  /** True: a running server does the work. */
  running: boolean;
}

/** Bulk work through a command may take its time. */
const DEADLINE = 10 * 60_000;

export async function withServices<Result>(
  environment: Record<string, string | undefined>,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const values = readSettings(allSettings, environment);
  if (ownsFiles(values, serviceNames)) {
    const socket = await announcedSocket(values.FANFARE_DATA);
    if (socket !== null && (await answers(socket))) {
      return over(() => ({ socketPath: socket, deadline: DEADLINE }), values, work);
    }
  } else if (isSpread(values) || (await listens(values))) {
    return over(target(values), values, work);
  }
  return composed(values, work);
}

async function composed<Result>(
  values: AllValues,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const composition = await compose(values, {
    log: createLog({ level: 'warn', pretty: process.stderr.isTTY, stream: process.stderr }),
    listen: false,
  });
  try {
    await composition.start();
    const { contracts } = composition;
    return await work({
      contracts: { ...contracts, server: operationsOfAll([contracts.server]) },
      values,
      running: false,
    });
  } finally {
    await composition.stop();
  }
}

async function over<Result>(
  targetOf: (service: ServiceName) => HttpClientOptions,
  values: AllValues,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const open: { close(): void }[] = [];
  const processes = new Map<string, Client<typeof serverContract>>();
  for (const service of serviceNames) {
    const options = targetOf(service);
    const key = String('url' in options ? options.url : options.socketPath);
    if (processes.has(key)) continue;
    const { client, close } = httpClient(declared.server, options);
    open.push({ close });
    processes.set(key, client);
  }
  const made = clientsOf((contract) => {
    const { service } = contract;
    const client = httpClient(contract, targetOf(service === 'server' ? 'auth' : service));
    open.push(client);
    return client.client;
  });
  try {
    const server = operationsOfAll([...processes.values()]);
    return await work({ contracts: { ...made, server }, values, running: true });
  } finally {
    for (const client of open) client.close();
  }
}

/** Whether some service is said to run elsewhere. */
function isSpread(values: AllValues): boolean {
  return serviceNames.some((service) => serviceUrls(values, service).length > 0);
}

/** @throws StartError without the key */
function target(values: AllValues): (service: ServiceName) => HttpClientOptions {
  const key = values.FANFARE_INTERNAL_KEY;
  if (key === null) {
    throw new StartError(
      'On server engines commands speak to the running services: set FANFARE_INTERNAL_KEY to the key that they have.',
    );
  }
  return (service) => {
    const urls = serviceUrls(values, service);
    return { url: urls.length > 0 ? urls : ownUrl(values), key, deadline: DEADLINE };
  };
}

function ownUrl({ HOST, PORT }: AllValues): string {
  return `http://${HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST}:${PORT}`;
}

async function listens({ HOST, PORT }: AllValues): Promise<boolean> {
  return PORT !== 0 && (await answers({ host: HOST === '0.0.0.0' ? '127.0.0.1' : HOST, port: PORT }));
}

/** A socket file may outlive its server. */
function answers(where: string | { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = typeof where === 'string' ? connect(where) : connect(where);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
