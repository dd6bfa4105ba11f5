/** Background work at intervals, as a part that can be stopped: one round at a time, failures logged. */
import type { Part } from './lifecycle.ts';
import type { Log } from './log.ts';

/** @param every ms between two rounds; a round that takes longer is not joined by a second one */
export function periodic(
  name: string,
  every: number,
  log: Log,
  work: () => Promise<unknown>,
): Required<Part> {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | null = null;
  function begin(): void {
    round ??= work()
      .then(() => undefined)
      .catch((error: unknown) => log.error({ err: error, work: name }, 'A round of background work failed'))
      .finally(() => {
        round = null;
      });
  }
  return {
    name,
    async start() {
      timer = setInterval(begin, every).unref();
    },
    /** Waits for the round in hand. */
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}
