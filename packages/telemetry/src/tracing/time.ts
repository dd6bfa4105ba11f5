/** More than this, in ms, and the clock was set or the machine slept. */
const DRIFT = 20;

/** ms since 1970, finer than a millisecond and never backwards, unless the machine's clock is set. */
export function fineClock(): () => number {
  let offset = Date.now() - performance.now();
  return () => {
    const now = Date.now();
    const fine = offset + performance.now();
    if (Math.abs(now - fine) <= DRIFT) return fine;
    offset += now - fine;
    return now;
  };
}
