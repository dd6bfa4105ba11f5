/** Knows whether the engine answered lately: while it does not, one call now and then tries, and the others wait for none. */
export interface Circuit {
  /** Whether a call may be made. */
  open(): boolean;
  there(): void;
  away(): void;
}

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 500;

/** @param now in ms, never going back */
export function circuit(now: () => number = () => performance.now()): Circuit {
  let failures = 0;
  let next = 0;
  return {
    open() {
      if (failures === 0) return true;
      if (now() < next) return false;
      // This one tries; until it has ended, or for a while, the others need not.
      next = now() + LONGEST_PAUSE;
      return true;
    },
    there() {
      failures = 0;
    },
    away() {
      next = now() + Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE);
      failures += 1;
    },
  };
}
