/** Background work at intervals, as a part that can be stopped: one round at a time. */
import { isAppError } from './errors.ts';
import type { Part } from './lifecycle.ts';
import type { Log } from './log.ts';

/**
 * The first failure in a row is logged, as is its end: work that comes by each second would flood the log in an outage.
 * @param name what stands in the log as `work`
 * @param every ms between two rounds; a round that takes longer is not joined by a second one
 */
export function periodic(name: string, every: number, log: Log, work: () => unknown): Required<Part> {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | null = null;
  let failing = false;

  async function run(): Promise<void> {
    try {
      await work();
      if (failing) log.info({ work: name }, 'Background work succeeds again');
      failing = false;
    } catch (err) {
      const level = failing ? 'debug' : isAppError(err, 'engine_away') ? 'warn' : 'error';
      log[level]({ err, work: name }, 'A round of background work failed; it is tried again');
      failing = true;
    }
  }

  return {
    name,
    async start() {
      timer = setInterval(() => {
        round ??= run().finally(() => {
          round = null;
        });
      }, every).unref();
    },
    /** Waits for the round in hand. */
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}
