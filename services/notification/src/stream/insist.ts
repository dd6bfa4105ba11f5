/** Tries until it works: frames wait in order while the engines that decide about them are away. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@fanfare/kernel';
import { isAppError } from '@fanfare/kernel';

const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 1_000;

/**
 * @returns null: it was told to stop
 * @throws what failed `tries` times although no engine was away; without `tries` nothing
 */
export async function insist<Result>(
  work: () => Promise<Result>,
  options: { signal: AbortSignal; log: Log; what: string; tries?: number },
): Promise<Result | null> {
  const { signal, log, what, tries = Number.POSITIVE_INFINITY } = options;
  let wait = FIRST_PAUSE;
  let failures = 0;
  while (!signal.aborted) {
    try {
      return await work();
    } catch (err) {
      if (signal.aborted) return null;
      if (!isAway(err) && ++failures >= tries) throw err;
      if (wait === FIRST_PAUSE) log.warn({ err }, `${what}: it is tried again until it works`);
    }
    await pause(wait, undefined, { signal, ref: false }).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_PAUSE);
  }
  return null;
}

function isAway(error: unknown): boolean {
  return isAppError(error) && error.status === 503;
}
