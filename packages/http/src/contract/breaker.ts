/** Stops asking a service that does not answer, and tries again a little later with one call. */
import type { Clock } from '@fanfare/kernel';

export interface Breaker {
  /** False: do not ask now. True for one caller means that this is the trial. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
  readonly open: boolean;
}

const FAILURES = 5;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;

export function breaker(clock: Clock): Breaker {
  let failures = 0;
  let pause = FIRST_PAUSE;
  /** Null: closed. */
  let retryAt: number | null = null;
  return {
    allows() {
      if (retryAt === null) return true;
      const now = clock.now();
      if (now < retryAt) return false;
      // This call is the trial; the others wait for its outcome.
      retryAt = now + pause;
      return true;
    },
    succeeded() {
      failures = 0;
      pause = FIRST_PAUSE;
      retryAt = null;
    },
    failed() {
      failures += 1;
      if (failures < FAILURES) return;
      if (retryAt !== null) pause = Math.min(pause * 2, LONGEST_PAUSE);
      retryAt = clock.now() + pause;
    },
    get open() {
      return retryAt !== null;
    },
  };
}
