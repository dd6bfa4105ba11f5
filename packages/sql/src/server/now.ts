import type { Clock } from '@fanfare/kernel';
import { AppError, MAX_CLOCK_SKEW } from '@fanfare/kernel';

/** The engine's clock, as far as it can be known between asking it and its answer. */
export interface EngineTime {
  /** What it said, in ms. */
  readonly now: number;
  /**
   * What it can be at this moment, nearest to what the process believes: a reference for ids.
   */
  reference(): number;
}

/**
 * @param sent performance.now() before it was asked
 * @param received the same when the answer came
 * @throws AppError `clock_skew` when the process clock is certainly more than 50 ms off
 */
export function engineTime(clock: Clock, now: number, sent: number, received: number): EngineTime {
  const reference = () => {
    const moment = performance.now();
    const [earliest, latest] = [now + (moment - received), now + (moment - sent)];
    return Math.min(Math.max(clock.now(), Math.floor(earliest)), Math.ceil(latest));
  };
  const skew = clock.now() - reference();
  if (Math.abs(skew) > MAX_CLOCK_SKEW) {
    throw new AppError('clock_skew', { detail: `${skew} ms off the database` });
  }
  return { now, reference };
}

/** A clock that stands for the engine's, for tests that move time. */
export function timeOf(clock: Clock): EngineTime {
  return { now: clock.now(), reference: () => clock.now() };
}
