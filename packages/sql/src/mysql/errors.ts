import type { Failure } from '../server/driver.ts';
import type { Address } from '../server/url.ts';

/** By number: the library's names are MySQL's, and MariaDB gives some numbers another meaning. */
const again = new Set([
  1213, // deadlock
  1205, // a lock was not to be had in time
  1020, // the record has changed since it was read
]);
const full = new Set([1021, 1114]);
/** Their message says which error of the system it was. */
const perhapsFull = new Set([3, 1026, 1030, 1180, 1878]);
const slow = new Set([3024, 1969]);
const away = new Set([
  1040, // too many connections
  1203,
  1047, // the cluster does not take statements now
  1053, // it stops
  1077,
  1079,
  1152, // aborted connection
  1158,
  1159,
  1160,
  1161,
  1184,
  1290, // read-only: a failover is under way
  1836,
  1317, // interrupted
  1927, // the connection was killed
  3098,
  3100,
  3101,
  4031, // idle for too long
]);
const network = /^(E(CONN|HOST|NET|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND)|PROTOCOL_|HANDSHAKE_)/;
const words = /closed state|connection is closed|socket has been ended/i;

interface Fields {
  errno?: unknown;
  code?: unknown;
  fatal?: unknown;
}

function fieldsOf(error: unknown): { number: number; code: string; fatal: boolean; message: string } {
  if (!(error instanceof Error)) return { number: 0, code: '', fatal: false, message: '' };
  const { errno, code, fatal } = error as Fields;
  // Node's own errors have negative numbers.
  const number = typeof errno === 'number' && errno > 0 ? errno : 0;
  return {
    number,
    code: typeof code === 'string' ? code : '',
    fatal: fatal === true,
    message: error.message,
  };
}

export function failureOf(error: unknown): Failure {
  const { number, code, fatal, message } = fieldsOf(error);
  if (again.has(number)) return 'again';
  if (full.has(number)) return 'full';
  if (perhapsFull.has(number) && /\b28\b|no space left/i.test(message)) return 'full';
  if (slow.has(number)) return 'slow';
  if (away.has(number) || code === 'ER_OPTION_PREVENTS_STATEMENT') return 'away';
  if (number === 0 && (fatal || network.test(code) || words.test(message))) return 'away';
  return null;
}

export function isCrowded(error: unknown): boolean {
  return [1040, 1203].includes(fieldsOf(error).number);
}

export function hopeless(error: unknown, { user, database, label }: Address): string | null {
  const { number, code, message } = fieldsOf(error);
  switch (number) {
    case 1045:
    case 1698:
      return `MySQL at ${label} refuses ${user} with that password: correct user and password in the URL`;
    case 1044:
      return `MySQL at ${label} does not let ${user} use the database ${database}: grant it all privileges there, or correct the URL`;
    case 1049:
      return `MySQL at ${label} has no database ${database}: create it (CREATE DATABASE ${database}), or correct the URL`;
    case 1130:
      return `MySQL at ${label} takes no connections from this host: allow it for ${user}, or correct the URL`;
    default:
      break;
  }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') {
    return `MySQL at ${label} offers no TLS: switch it on there, or take sslmode out of the URL`;
  }
  if (code === 'HANDSHAKE_SSL_ERROR' || /^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS)/.test(code)) {
    return `the certificate of MySQL at ${label} is not trusted (${message}): name its authority with sslrootcert`;
  }
  return null;
}
