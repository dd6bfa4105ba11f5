/** The first connection: who is wrong in the setting is told so, who is only late is waited for. */
import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from '@fanfare/kernel';
import type { Address, Servers } from './address.ts';
import { addressName } from './address.ts';
import type { Connection } from './connection.ts';
import { errorCode, errorMessage } from './errors.ts';
import type { Identity } from './identity.ts';
import { identify } from './identity.ts';
import { SLOTS } from './slots.ts';
import { joinViews, readNodes } from './topology.ts';

/** Engines start beside us: so long they may take, in ms. */
const PATIENCE = 20_000;
const PAUSE = 250;
const OLDEST = 7;

/** @throws StartError in one sentence that names the setting */
export async function openFirst(
  servers: Servers,
  dial: (address: Address) => Promise<Connection>,
  patience: number = PATIENCE,
): Promise<Connection> {
  const until = performance.now() + patience;
  for (let tries = 0; ; tries++) {
    const address = servers.addresses[tries % servers.addresses.length] as Address;
    let connection: Connection | null = null;
    try {
      connection = await dial(address);
      const identity = await identify(connection);
      checkServer(addressName(address), identity, servers);
      if (!servers.cluster && !identity.master) throw new Error('it is a replica, and takes no writes');
      if (servers.cluster) await checkSlots(connection, servers);
      return connection;
    } catch (error) {
      connection?.drop(error as Error);
      if (error instanceof StartError) throw error;
      const wrong = refusal(addressName(address), error);
      if (wrong !== null) throw new StartError(wrong, { cause: error });
      if (performance.now() > until) {
        const hosts = servers.addresses.map(addressName).join(', ');
        const seconds = Math.round(patience / 1000);
        throw new StartError(
          `REDIS_URL names ${hosts}, where Redis could not be used within ${seconds} s (${errorMessage(error)}): start it there or correct the address`,
          { cause: error },
        );
      }
      await pause(PAUSE);
    }
  }
}

function checkServer(name: string, { version, cluster }: Identity, servers: Servers): void {
  if (!(Number.parseInt(version, 10) >= OLDEST))
    throw new StartError(
      `REDIS_URL names ${name}, which is Redis ${version || 'of an unknown version'}: Fanfare needs Redis ${OLDEST}.0 or newer, or Valkey`,
    );
  if (cluster && !servers.cluster)
    throw new StartError(
      `REDIS_URL names ${name} alone, which is part of a cluster: name several of its servers with commas between them (a comma after a single name is enough)`,
    );
  if (!cluster && servers.cluster)
    throw new StartError(
      `REDIS_URL names several hosts, which means a cluster, but ${name} is not part of one: name that one host only, or turn on cluster-enabled there`,
    );
}

async function checkSlots(connection: Connection, { tls }: Servers): Promise<void> {
  const info = String(await connection.send(['CLUSTER', 'INFO']));
  if (!info.includes('cluster_state:ok')) throw new Error('the cluster is down');
  const text = String(await connection.send(['CLUSTER', 'NODES']));
  const { owners } = joinViews([readNodes(text, connection.address, tls)]);
  const open = owners.reduce((count, owner) => count + (owner < 0 ? 1 : 0), 0);
  if (open > 0) throw new Error(`${open} of the cluster's ${SLOTS} slots have no server yet`);
}

/** What only another setting helps against; null: trying again may help. */
function refusal(name: string, error: unknown): string | null {
  const text = errorMessage(error);
  switch (errorCode(error)) {
    case 'WRONGPASS':
      return `REDIS_URL has a user or password that ${name} does not accept: correct them (redis://user:password@host)`;
    case 'NOAUTH':
      return `REDIS_URL has no password, but ${name} asks for one: write redis://:password@host, or user:password@`;
    case 'NOPERM':
      return `REDIS_URL names a user who may not do what Fanfare does at ${name} (${text}): give that user the rights, or name another`;
    case 'ERR':
      if (/unknown command/i.test(text))
        return `REDIS_URL names ${name}, which does not know a command that Fanfare uses: it needs Redis ${OLDEST}.0 or newer, or Valkey`;
      return `REDIS_URL names ${name}, which refuses the connection (${text}): correct the setting`;
    default:
      break;
  }
  if (/wrong version number|packet length too long/i.test(text))
    return `REDIS_URL begins with rediss://, but ${name} does not speak TLS: write redis://`;
  if (/certificate/i.test(text))
    return `REDIS_URL names ${name}, whose certificate is not accepted (${text}): correct the host name, or name the authority in NODE_EXTRA_CA_CERTS`;
  return null;
}
