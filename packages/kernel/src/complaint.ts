/** Trouble that many requests meet in the same way: said when it begins and when it is over, not each time. */
import type { Log } from './log.ts';

export interface Complaint {
  /** It was met. At level debug when it has been said. */
  raise(error: unknown): void;
  /** It went well. */
  settle(): void;
}

/** @param level of what is said when it begins */
export function complaint(
  log: Log,
  trouble: string,
  over: string,
  level: 'warn' | 'error' = 'warn',
): Complaint {
  let met = false;
  return {
    raise(error) {
      log[met ? 'debug' : level]({ err: error }, trouble);
      met = true;
    },
    settle() {
      if (met) log.info({}, over);
      met = false;
    },
  };
}
