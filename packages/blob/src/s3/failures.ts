/** What can go wrong between us and the server, told apart by what the SDK throws. */
import { AppError } from '@fanfare/kernel';

interface Failure {
  name?: unknown;
  code?: unknown;
  message?: unknown;
  $metadata?: { httpStatusCode?: number };
}

/** Connections that end while a request is under way: kept ones do so whenever the server restarts. */
const LOST = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];
const FULL = /storagefull|quotaexceeded|insufficientstorage|nospace/i;
const CLOCK = ['RequestTimeTooSkewed', 'RequestExpired'];

/** Undefined: it never answered. */
export function statusOf(error: unknown): number | undefined {
  return (error as Failure)?.$metadata?.httpStatusCode;
}

/** S3's name of an error, such as `NoSuchKey`; else the system's, such as `ECONNREFUSED`. */
export function nameOf(error: unknown): string {
  const { name, code } = (error ?? {}) as Failure;
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error';
}

export function isAbsent(error: unknown): boolean {
  return ['NoSuchKey', 'NotFound'].includes(nameOf(error)) && statusOf(error) === 404;
}

/** The key exists: what `If-None-Match: *` forbids. */
export function isTaken(error: unknown): boolean {
  return statusOf(error) === 412;
}

/** The same request may do better at once. The clock is set right by the SDK when the server complains. */
export function isWorthAnotherTry(error: unknown): boolean {
  const status = statusOf(error);
  if (status === undefined) return LOST.includes(nameOf(error));
  return status === 409 || status >= 500 || CLOCK.includes(nameOf(error));
}

/** It did not answer at all: what the system, or a deadline, says of a connection. */
export function isSilence(error: unknown): boolean {
  if (statusOf(error) !== undefined || error instanceof AppError) return false;
  const { name, code } = (error ?? {}) as Failure;
  return typeof code === 'string' || name === 'TimeoutError' || name === 'AbortError';
}

/** As the port says it; AppErrors pass, and so do mistakes of the program. */
export function translated(error: unknown, where: string): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof TypeError && statusOf(error) === undefined) return error;
  const full = statusOf(error) === 507 || FULL.test(nameOf(error));
  return new AppError(full ? 'disk_full' : 'engine_away', {
    cause: error,
    detail: `${where}: ${inWords(error)}`,
  });
}

export function inWords(error: unknown): string {
  const { message } = (error ?? {}) as Failure;
  return typeof message === 'string' && message !== '' && message !== 'UnknownError'
    ? `${nameOf(error)}, ${message.split('\n', 1)[0]}`
    : nameOf(error);
}
