/** Real time plus what a test has added to it. */
import type { Clock } from '@fanfare/kernel';

export interface FakeClock extends Clock {
  advance(milliseconds: number): void;
}

export function fakeClock(): FakeClock {
  let added = 0;
  return {
    now: () => Date.now() + added,
    advance(milliseconds) {
      added += milliseconds;
    },
  };
}
