import type { Failure } from '../server/driver.ts';
import type { Address } from '../server/url.ts';

/** Five characters of the SQL standard, or a name of Node's. */
function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : '';
}

const again = new Set(['40P01', '40001', '55P03']);
const away = new Set([
  '25006', // read-only: a failover is under way
  '25P03', // idle in transaction for too long
  '53200', // out of memory
  '53300', // too many connections
  '57P01', // the administrator ended the session
  '57P02', // another session crashed
  '57P03', // it starts or stops
  '57P05', // idle for too long
  '58000', // the system below it fails
  '58030',
]);
const network = /^E(CONN|HOST|NET|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND)/;
/** The client library's own errors have no code. */
const words =
  /^(Connection terminated|Client has encountered|Client was closed|timeout e|Client network socket)/;

/** A statement with a name was planned before a migration changed what it answers. */
export function isStale(error: unknown): boolean {
  return codeOf(error) === '0A000' && error instanceof Error && /cached plan/.test(error.message);
}

export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  if (again.has(code) || isStale(error)) return 'again';
  if (code === '53100') return 'full';
  if (code === '57014') return 'slow';
  if (away.has(code) || code.startsWith('08') || network.test(code)) return 'away';
  return code === '' && error instanceof Error && words.test(error.message) ? 'away' : null;
}

export function isCrowded(error: unknown): boolean {
  return codeOf(error) === '53300';
}

export function hopeless(error: unknown, { user, database, label }: Address): string | null {
  switch (codeOf(error)) {
    case '28P01':
      return `Postgres at ${label} refuses the password of ${user}: correct user and password in the URL`;
    case '28000':
      return `Postgres at ${label} does not let ${user} in: create that role, or allow it in pg_hba.conf, or correct the URL`;
    case '3D000':
      return `Postgres at ${label} has no database ${database}: create it (createdb ${database}), or correct the URL`;
    case '42501':
      return `Postgres at ${label} does not let ${user} use the database ${database}: grant it CONNECT, or correct the URL`;
    default:
      break;
  }
  if (error instanceof Error && /does not support SSL/.test(error.message)) {
    return `Postgres at ${label} offers no TLS: switch it on there, or take sslmode out of the URL`;
  }
  if (/^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS)/.test(codeOf(error))) {
    return `the certificate of Postgres at ${label} is not trusted (${codeOf(error)}): name its authority with sslrootcert`;
  }
  if (error instanceof Error && /password must be a (non-empty )?string/.test(error.message)) {
    return `Postgres at ${label} asks for a password: write it into the URL`;
  }
  return null;
}
