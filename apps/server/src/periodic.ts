/** Background work at intervals, as a part that can be stopped: one round at a time, failures logged. */
import type { Log, Part } from '@fanfare/kernel';

export function periodic(name: string, every: number, log: Log, work: () => Promise<void>): Part {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | null = null;
  function begin(): void {
    round ??= work()
      .catch((error: unknown) => log.error({ err: error }, `${name}: a round of background work failed`))
      .finally(() => {
        round = null;
      });
  }
  return {
    name,
    async start() {
      timer = setInterval(begin, every).unref();
    },
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}
