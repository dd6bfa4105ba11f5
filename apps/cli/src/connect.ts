/**
 * How commands reach the services. Where the data folder belongs to one process: through the socket of the server that
 * owns it, while one runs. On server engines: through the services' URLs, with the internal key. Where nothing runs:
 * by composing the same modules here, without a listener.
 */
import { connect } from 'node:net';
import type { ServiceName } from '@fanfare/kernel';
import { readSettings, StartError, serviceNames } from '@fanfare/kernel';
import type { AllValues, Contracts, RemoteServices } from '@fanfare/server';
import {
  allSettings,
  announcedSocket,
  compose,
  operationsOfAll,
  ownsFiles,
  remoteServices,
  servicesOnSocket,
  serviceUrls,
} from '@fanfare/server';
import { createLog } from '@fanfare/telemetry';

export interface Connection {
  contracts: Contracts;
  /** Each process by itself, by its address; empty where none runs. */
  instances: RemoteServices['instances'];
  /** An address behind a name that stands for several. */
  at: RemoteServices['at'];
  values: AllValues;
  /** True: a running server does the work. */
  running: boolean;
  /** Where a service answers the public API; where nothing runs, only when a listener was asked for. */
  address(service: ServiceName): Promise<string>;
}

/**
 * @param options `onlyRunning`: the work is about processes that run, so where none does it fails with a StartError.
 * `listening`: the work is done over the public API, so where nothing runs something listens meanwhile
 */
export async function withServices<Result>(
  environment: Record<string, string | undefined>,
  work: (connection: Connection) => Promise<Result>,
  options: { listening?: boolean; onlyRunning?: boolean } = {},
): Promise<Result> {
  const values = readSettings(allSettings, environment);
  if (ownsFiles(values, serviceNames)) {
    const socket = await announcedSocket(values.FANFARE_DATA);
    if (socket !== null && (await answers(socket))) {
      const services = servicesOnSocket(socket);
      return over(services, values, () => ownAddress(services.contracts), work);
    }
  } else if (isSpread(values) || (await listens(values))) {
    return over(remoteServices(values), values, async (service) => addressOf(values, service), work);
  }
  if (options.onlyRunning === true)
    throw new StartError('No server runs here: start one, or set FANFARE_DATA or the URLs of its services.');
  return composed(options.listening === true ? unseen(values) : values, options.listening === true, work);
}

/** The same place on a port that nobody knows, in nobody's way. */
function unseen(values: AllValues): AllValues {
  const PUBLIC_URL = values.PUBLIC_URL ?? (values.PORT === 0 ? null : `http://localhost:${values.PORT}`);
  return { ...values, PUBLIC_URL, HOST: '127.0.0.1', PORT: 0, RATE_LIMITS: false };
}

async function composed<Result>(
  values: AllValues,
  listen: boolean,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const composition = await compose(values, {
    log: createLog({ level: 'warn', pretty: process.stderr.isTTY, stream: process.stderr }),
    listen,
  });
  try {
    await composition.start();
    const { contracts } = composition;
    return await work({
      contracts: { ...contracts, server: operationsOfAll([contracts.server]) },
      instances: new Map(),
      at: () => contracts.server,
      values,
      running: false,
      address: () => ownAddress(contracts),
    });
  } finally {
    await composition.stop();
  }
}

async function over<Result>(
  { contracts, instances, at, close }: RemoteServices,
  values: AllValues,
  address: Connection['address'],
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  try {
    return await work({ contracts, instances, at, values, running: true, address });
  } finally {
    close();
  }
}

async function ownAddress({ server }: Contracts): Promise<string> {
  return (await server.address({})).url;
}

function addressOf(values: AllValues, service: ServiceName): string {
  const [url] = serviceUrls(values, service);
  return url ?? `http://${values.HOST === '0.0.0.0' ? '127.0.0.1' : values.HOST}:${values.PORT}`;
}

/** Whether some service is said to run elsewhere. */
function isSpread(values: AllValues): boolean {
  return serviceNames.some((service) => serviceUrls(values, service).length > 0);
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
