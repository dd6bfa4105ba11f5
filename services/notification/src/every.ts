/** Background work at intervals: one round at a time, failures logged. Returns what ends it. */
import type { Log } from '@fanfare/kernel';

export function every(
  ms: number,
  log: Log,
  what: string,
  work: () => Promise<void> | void,
): () => Promise<void> {
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= begin();
  }, ms).unref();

  async function begin(): Promise<void> {
    try {
      await work();
    } catch (err) {
      log.error({ err }, what);
    } finally {
      round = null;
    }
  }

  return async () => {
    clearInterval(timer);
    await round;
  };
}
