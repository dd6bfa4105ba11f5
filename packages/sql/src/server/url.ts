import { readFileSync } from 'node:fs';
import type { ConnectionOptions as Tls } from 'node:tls';
import { StartError } from '@fanfare/kernel';

/** Where a server is, as `postgres://user:password@host:port/database?sslmode=verify-full` says it. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** False: no TLS. */
  readonly tls: false | Tls;
  /** For people: host, port and database, never the password. */
  readonly label: string;
}

interface Kind {
  /** The setting that holds the URL. */
  setting: string;
  /** Protocols, without the colon. The first is shown in advice. */
  protocols: readonly string[];
  port: number;
}

const MODES = ['disable', 'require', 'verify-full'];

/** @throws StartError that says what to write instead */
export function addressOf(url: string, { setting, protocols, port }: Kind): Address {
  const wrong = (what: string) =>
    new StartError(
      `${setting} ${what}: write ${protocols[0]}://user:password@host:${port}/database, with ?sslmode=${MODES.join('|')} where TLS matters.`,
    );
  if (!URL.canParse(url)) throw wrong('is not a URL');
  const parsed = new URL(url);
  if (!protocols.includes(parsed.protocol.slice(0, -1))) throw wrong(`begins with ${parsed.protocol}//`);
  const database = decoded(parsed.pathname.slice(1));
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  if (host === '') throw wrong('names no host');
  if (database === null || database === '' || database.includes('/')) throw wrong('names no database');
  const user = decoded(parsed.username);
  const password = decoded(parsed.password);
  if (user === null || user === '') throw wrong('names no user');
  if (password === null) throw wrong('has a password that is not percent-encoded');
  const known = new Set(['sslmode', 'sslrootcert']);
  for (const name of parsed.searchParams.keys()) {
    if (!known.has(name)) throw wrong(`has the parameter ${name}, which Fanfare does not know`);
  }
  const at = parsed.port === '' ? port : Number(parsed.port);
  return {
    host,
    port: at,
    user,
    password,
    database,
    tls: tlsOf(parsed.searchParams, host, setting, wrong),
    label: `${host}:${at}/${database}`,
  };
}

function tlsOf(
  parameters: URLSearchParams,
  host: string,
  setting: string,
  wrong: (what: string) => StartError,
): false | Tls {
  const mode = parameters.get('sslmode') ?? 'disable';
  if (!MODES.includes(mode)) throw wrong(`has sslmode=${mode}`);
  if (mode === 'disable') return false;
  const tls: Tls = { rejectUnauthorized: mode === 'verify-full', servername: host };
  const file = parameters.get('sslrootcert');
  if (file === null) return tls;
  try {
    return { ...tls, ca: readFileSync(file) };
  } catch (cause) {
    throw new StartError(
      `${setting} names the certificate file ${file}, which cannot be read: correct sslrootcert.`,
      { cause },
    );
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
