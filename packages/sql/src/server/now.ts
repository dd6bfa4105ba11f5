import type { Clock } from '@fanfare/kernel';
import { AppError, MAX_CLOCK_SKEW } from '@fanfare/kernel';

/** The engine's clock, as far as it can be known between asking it and its answer. */
export interface EngineTime {
  /** What it said, in ms. */
  readonly now: number;
  /** @throws AppError `clock_skew` when the process clock is certainly more than 50 ms off */
  check(): void;
}

/**
 * A process that has to wait for its turn, for the answer or between two lines, makes the engine's time less certain,
 * never wrong.
 * @param sent performance.now() before the engine was asked
 * @param received the same when the answer came
 */
export function engineTime(clock: Clock, now: number, sent: number, received: number): EngineTime {
  return {
    now,
    check() {
      const before = performance.now();
      const time = clock.now();
      const after = performance.now();
      const behind = now + (before - received) - time;
      const ahead = time - (now + (after - sent));
      // The engine and this clock tell whole milliseconds only.
      if (Math.max(behind, ahead) <= MAX_CLOCK_SKEW + 1) return;
      const skew = behind > ahead ? -behind : ahead;
      throw new AppError('clock_skew', { detail: `${Math.round(skew)} ms off the database` });
    },
  };
}

/** A clock that stands for the engine's, for tests that move time. */
export function timeOf(clock: Clock): EngineTime {
  return { now: clock.now(), check() {} };
}
