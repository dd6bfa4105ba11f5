export interface Backoff {
  /** First wait, in ms. */
  base: number;
  /** Longest wait, in ms. */
  cap: number;
}

/** For an event that failed: a second at first, half an hour in the end. */
export const retryBackoff: Backoff = { base: 1_000, cap: 30 * 60_000 };
/** For an engine that is away: somebody waits for it, so it is asked often. */
export const awayBackoff: Backoff = { base: 100, cap: 5_000 };

/** The wait after `attempts` failures (1 or more) in ms: doubled each time, capped, half of it at random. */
export function waitAfter(
  attempts: number,
  { base, cap }: Backoff,
  random: () => number = Math.random,
): number {
  const full = Math.min(cap, base * 2 ** Math.min(attempts - 1, 30));
  return Math.round(full / 2 + (full / 2) * random());
}
