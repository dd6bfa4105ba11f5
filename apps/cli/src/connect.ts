/**
 * How commands reach the services: through the socket of the server that owns the data folder while it runs,
 * else by composing the same modules here, without a listener.
 */
import { connect } from 'node:net';
import { httpClient } from '@fanfare/http';
import { readSettings } from '@fanfare/kernel';
import type { AllValues, Contracts } from '@fanfare/server';
import { allSettings, announcedSocket, clientsOf, compose } from '@fanfare/server';
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
  const socket = await announcedSocket(values.FANFARE_DATA);
  if (socket !== null && (await answers(socket))) return overSocket(socket, values, work);
  const composition = await compose(values, {
    log: createLog({ level: 'warn', pretty: process.stderr.isTTY, stream: process.stderr }),
    listen: false,
  });
  try {
    await composition.start();
    return await work({ contracts: composition.contracts, values, running: false });
  } finally {
    await composition.stop();
  }
}

async function overSocket<Result>(
  socketPath: string,
  values: AllValues,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const open: { close(): void }[] = [];
  const contracts = clientsOf((contract) => {
    const client = httpClient(contract, { socketPath, deadline: DEADLINE });
    open.push(client);
    return client.client;
  });
  try {
    return await work({ contracts, values, running: true });
  } finally {
    for (const client of open) client.close();
  }
}

/** A socket file may outlive its server. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
