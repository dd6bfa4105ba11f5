/** REDIS_URL: `redis://user:password@host:port/database`, or several hosts separated by commas, which means a cluster. */
import { StartError } from '@fanfare/kernel';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Servers {
  readonly addresses: readonly Address[];
  readonly cluster: boolean;
  readonly tls: boolean;
  readonly username: string | null;
  readonly password: string | null;
  readonly database: number;
}

const DEFAULT_PORT = 6379;
const EXAMPLES =
  'redis://localhost:6379, or redis://a:6379,b:6379,c:6379 for a cluster, or rediss:// for TLS';

/** @throws StartError in one sentence, without the password */
export function readServers(url: string): Servers {
  const [, scheme, user, hosts, database] =
    /^(rediss?):\/\/(?:([^/]*)@)?([^/?#@]+)(?:\/(\d*))?$/.exec(url.trim()) ?? [];
  const addresses = hosts?.split(',').filter(Boolean).map(readAddress);
  if (hosts === undefined || addresses === undefined || addresses.includes(null) || addresses.length === 0)
    throw new StartError(`REDIS_URL cannot be read: write ${EXAMPLES}`);
  const cluster = hosts.includes(',');
  const number = Number(database ?? '');
  if (cluster && number !== 0)
    throw new StartError(
      `REDIS_URL names database ${number}, but a cluster has only database 0: leave /${number} away`,
    );
  const [username, password] = credentials(user);
  return {
    addresses: addresses.filter((one) => one !== null),
    cluster,
    tls: scheme === 'rediss',
    username,
    password,
    database: number,
  };
}

export function addressName({ host, port }: Address): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** `host`, `host:port`, `[::1]:port`; null when it is none of them. */
export function readAddress(text: string): Address | null {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const host = bracketed ?? plain;
  const number = port === undefined ? DEFAULT_PORT : Number(port);
  return host === undefined || number < 1 || number > 65_535 ? null : { host, port: number };
}

function credentials(user: string | undefined): [string | null, string | null] {
  if (user === undefined || user === '') return [null, null];
  const colon = user.indexOf(':');
  try {
    const name = decodeURIComponent(colon < 0 ? user : user.slice(0, colon));
    const password = colon < 0 ? null : decodeURIComponent(user.slice(colon + 1));
    return [name === '' ? null : name, password];
  } catch (error) {
    throw new StartError(
      'REDIS_URL has a user or password that cannot be read: write special characters as %XX, such as %40 for @',
      { cause: error },
    );
  }
}
