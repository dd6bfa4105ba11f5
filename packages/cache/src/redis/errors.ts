/** What a failure of node-redis or an error of the server means to the caller of the port. */
import { AppError, isAppError } from '@fanfare/kernel';

/** The first word of an error of the server, such as `MOVED`; null: it came from elsewhere. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return /^([A-Z]+)\b/.exec(error.message)?.[1] ?? null;
}

/** A script met a key that another server of the cluster holds. */
export function isForeignKey(error: unknown): boolean {
  return error instanceof Error && error.message.includes('non local key');
}

/** A wrong kind of key is the caller's mistake; all else means that the cache cannot be used now. */
export function asPortError(error: unknown, where: string): Error {
  if (isAppError(error)) return error;
  if (error instanceof Error && /^WRONGTYPE|^ERR .*(not an integer|overflow)/.test(error.message))
    return new TypeError(`The cache refused a command: ${error.message}`, { cause: error });
  return away(`${where}: ${reason(error)}`, error);
}

export function away(detail: string, cause?: unknown): AppError {
  return new AppError('engine_away', { detail: `Redis ${detail}`, cause });
}

/** In few words. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const failures = error instanceof AggregateError ? error.errors.map(reason) : [error.message || error.name];
  return [...new Set(failures)].join(', ');
}

/** For people: what an error of ours or of the server says. */
export function errorMessage(error: unknown): string {
  return isAppError(error) ? (error.options.detail ?? error.message) : reason(error);
}
