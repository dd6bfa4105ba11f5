/** Jobs that look after something now and then; what fails is said once and tried again at the next time. */
import type { Clock, Log } from '@fanfare/kernel';
import { causeOf } from '../consumer/failure.ts';

export interface Repeater {
  /** @param now true: for the first time at once */
  every(interval: number, job: () => Promise<unknown>, now?: boolean): void;
  /** What fails at the moment. */
  readonly failing: { since: number; cause: string } | null;
  /** No job begins after this; waits for those that run. */
  stop(): Promise<void>;
}

export function repeater(log: Log, clock: Clock, complaint: string): Repeater {
  const timers: NodeJS.Timeout[] = [];
  const failing = new Map<object, { since: number; cause: string }>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  async function attempt(job: () => Promise<unknown>): Promise<void> {
    try {
      await job();
      failing.delete(job);
    } catch (error) {
      const cause = causeOf(error);
      if (!failing.has(job)) log.warn({ cause }, complaint);
      failing.set(job, { since: failing.get(job)?.since ?? clock.now(), cause });
    }
  }

  return {
    every(interval, job, now = false) {
      let busy = false;
      const run = () => {
        if (busy || stopped) return;
        busy = true;
        const done = attempt(job).finally(() => {
          busy = false;
          running.delete(done);
        });
        running.add(done);
      };
      timers.push(setInterval(run, interval).unref());
      if (now) run();
    },
    get failing() {
      return failing.values().next().value ?? null;
    },
    async stop() {
      stopped = true;
      for (const timer of timers.splice(0)) clearInterval(timer);
      await Promise.all(running);
    },
  };
}
