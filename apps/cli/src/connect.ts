/**
 * How commands reach the services: through the socket of the server that owns the data folder while it runs,
 * else by composing the same modules here, without a listener.
 */
import { connect } from 'node:net';
import { contracts as all } from '@fanfare/contracts';
import { httpClient } from '@fanfare/http';
import { readSettings } from '@fanfare/kernel';
import { type AllValues, announcedSocket, allSettings, compose, type Contracts } from '@fanfare/server';
import { createLog } from '@fanfare/telemetry';

export interface Connection {
  contracts: Contracts;
  values: AllValues;
  /** True: a running server does the work. */
  running: boolean;
}

/** Bulk work through a command may take its time. */
const DEADLINE = 10 * 60_000;

export async function withServices<Result>(environment: Record<string, string | undefined>, work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const values = readSettings(allSettings, environment);
  const socket = await announcedSocket(values.FANFARE_DATA);
  if (socket !== null && (await answers(socket))) {
    return work({ contracts: clientsOver(socket), values, running: true });
  }
  const composition = await compose(values, { log: createLog({ level: 'warn', pretty: process.stderr.isTTY, destination: process.stderr }), listen: false });
  try {
    await composition.start();
    return await work({ contracts: composition.contracts, values, running: false });
  } finally {
    await composition.stop();
  }
}

function clientsOver(socketPath: string): Contracts {
  const options = { socketPath, key: null, deadline: DEADLINE };
  return {
    auth: httpClient(all.auth, options),
    read: httpClient(all.read, options),
    search: httpClient(all.search, options),
    server: httpClient(all.server, options),
    timeline: httpClient(all.timeline, options),
    userGraph: httpClient(all['user-graph'], options),
    write: httpClient(all.write, options),
  };
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
