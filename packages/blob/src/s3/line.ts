/**
 * Every request goes through here: it has a deadline, is tried again where that is safe, and fails at once while the
 * server is known to be away. Then one request each second tries whether it is back.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@fanfare/kernel';
import { AppError, outage } from '@fanfare/kernel';
import { inWords, isSilence, isWorthAnotherTry, translated } from './failures.ts';

export interface Line {
  /**
   * @param work must pass the signal on
   * @param deadline in ms, over all attempts
   * @throws AppError `engine_away`, `disk_full`; what `work` throws as an AppError
   */
  call<Result>(work: (signal: AbortSignal) => Promise<Result>, deadline?: number): Promise<Result>;
  /** Asks although the server is known to be away. */
  ask<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
}

export const DEADLINE = 5_000;
/** Enough for twins that write one key at once to wait for each other, in most of a deadline. */
const ATTEMPTS = 8;
const LONGEST_PAUSE = 800;

export function line(where: string, log: Log): Line {
  const away = outage();

  function answered(): void {
    if (away.ended()) log.info({ where }, 'The media server answers again');
  }

  function failed(error: unknown): void {
    if (!isSilence(error)) answered();
    else if (away.began(error)) log.warn({ where, err: error }, 'The media server does not answer');
  }

  async function run<Result>(
    work: (signal: AbortSignal) => Promise<Result>,
    deadline: number,
  ): Promise<Result> {
    try {
      const result = await within(deadline, (signal) => attempts(work, signal));
      answered();
      return result;
    } catch (error) {
      failed(error);
      throw translated(error, where);
    }
  }

  return {
    async call(work, deadline = DEADLINE) {
      if (!away.mayAsk()) {
        throw new AppError('engine_away', {
          cause: away.cause,
          detail: `${where} has been away: ${inWords(away.cause)}`,
        });
      }
      return await run(work, deadline);
    },
    ask: (work) => run(work, DEADLINE),
  };
}

async function attempts<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(signal);
    } catch (error) {
      if (attempt === ATTEMPTS || signal.aborted || !isWorthAnotherTry(error)) throw error;
    }
    const length = Math.min(2 ** attempt * 25, LONGEST_PAUSE) * (0.5 + Math.random());
    await pause(length, undefined, { signal });
  }
}

class TooLate extends Error {
  readonly code = 'ETIMEDOUT';
}

/** Also where something on the way does not heed the signal. */
export async function within<Result>(
  deadline: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new TooLate(`no answer within ${deadline} ms`);
    late.reject(error);
    ending.abort(error);
  }, deadline);
  const working = work(ending.signal);
  working.catch(() => {}); // heard below, unless it was too late
  try {
    return await Promise.race([working, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
