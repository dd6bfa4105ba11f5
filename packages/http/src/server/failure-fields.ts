/** What the log is told of a request that was refused or that failed, in the line that it has anyway. */
import type { AppError } from '@fanfare/kernel';
import { withoutValues } from '@fanfare/kernel';

const DEPTH = 5;

/**
 * The catalogue's code always; the cause with its stack once, where it happened. An engine that is away fails many
 * requests in the same way, and what another process answered stands with its cause in that one's log: these have a
 * sentence instead.
 */
export function failureFields(error: AppError): object {
  const code = { 'error.code': error.code };
  if (error.level !== 'error' && error.level !== 'warn') return code;
  const { cause, detail, logged } = error.options;
  if (error.code === 'engine_away' || logged === true) return { ...code, 'error.message': sentence(error) };
  return { ...code, ...(detail === undefined ? {} : { detail }), err: cause ?? error };
}

function sentence(error: AppError): string {
  const words = [error.options.detail ?? error.message];
  let cause = error.options.cause;
  for (let depth = 0; depth < DEPTH && cause instanceof Error; depth++) {
    words.push(cause.message.split('\n', 1)[0] ?? '');
    cause = cause.cause;
  }
  return words
    .filter((word) => word !== '')
    .map(withoutValues)
    .join(': ');
}
