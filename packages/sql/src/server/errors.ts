import { AppError, isAppError } from '@fanfare/kernel';
import type { Driver } from './driver.ts';

/** Members in which the client libraries put the row or the statement with its values: no log may hold those. */
const telling = ['detail', 'where', 'internalQuery', 'sql', 'sqlMessage', 'hint'];

/** What callers of the port are told: what concerns the engine has a name, the rest stays as it is, without the row. */
export function portError(driver: Driver, error: unknown): unknown {
  if (isAppError(error)) return error;
  if (error instanceof Error) for (const member of telling) Reflect.deleteProperty(error, member);
  const failure = driver.failureOf(error);
  if (failure === null) return error;
  if (failure === 'full') {
    return new AppError('disk_full', { cause: error, detail: `the disk of ${driver.product} is full` });
  }
  const what: Record<typeof failure, string> = {
    again: 'a deadlock, or a lock that was not to be had',
    away: 'it does not serve now',
    slow: 'a statement took too long',
  };
  return away(driver, what[failure], error);
}

export function away(driver: Driver, what: string, cause?: unknown): AppError {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  return new AppError('engine_away', { cause, detail: `${driver.product}: ${what}${reason}` });
}
