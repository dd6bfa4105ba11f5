/** Runs a job now and then, one run at a time, until it is stopped. */
import type { Log } from '@fanfare/kernel';

export interface Background {
  start(): void;
  /** Waits for the run in hand. */
  stop(): Promise<void>;
}

export function background(every: number, log: Log, what: string, job: () => Promise<void>): Background {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    try {
      await job();
    } catch (error) {
      log.error({ err: error }, `${what} failed; it is tried again later`);
    }
    running = null;
  }

  return {
    start() {
      timer ??= setInterval(() => {
        running ??= run();
      }, every).unref();
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await running;
    },
  };
}
