/** A group that waits for an engine: since when, why, and the one piece of work that asks whether it is back. */
import type { Clock, Log } from '@fanfare/kernel';
import { awayBackoff, waitAfter } from './backoff.ts';
import { causeOf } from './failure.ts';

export interface Pause {
  readonly current: { since: number; cause: string } | null;
  /** Pauses, or stays paused for another reason. `probe` is tried again until it resolves; then the pause ends. */
  enter(error: unknown, probe: () => Promise<void>): void;
  /** Probes now and waits for the outcome. */
  probeNow(): Promise<void>;
  /** No probe begins after this; waits for one in hand. */
  stop(): Promise<void>;
}

export function pauseOf(needs: { clock: Clock; log: Log; onChange: () => void }): Pause {
  let current: Pause['current'] = null;
  let probe: (() => Promise<void>) | null = null;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let probing: Promise<void> | null = null;
  let stopped = false;

  function failed(error: unknown): void {
    const cause = causeOf(error);
    if (current === null) {
      current = { since: needs.clock.now(), cause };
      needs.log.warn({ cause }, 'The consumer group pauses');
    } else {
      current = { since: current.since, cause };
    }
    failures += 1;
    if (!stopped) {
      clearTimeout(timer);
      timer = setTimeout(() => void probeNow(), waitAfter(failures, awayBackoff)).unref();
    }
    needs.onChange();
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      failed(error);
      return;
    }
    needs.log.info({ since: current?.since }, 'The consumer group goes on');
    current = null;
    probe = null;
    failures = 0;
    needs.onChange();
  }

  function probeNow(): Promise<void> {
    if (stopped || probe === null) return probing ?? Promise.resolve();
    clearTimeout(timer);
    probing ??= attempt(probe).finally(() => {
      probing = null;
    });
    return probing;
  }

  return {
    get current() {
      return current;
    },
    enter(error, next) {
      // While one piece of work asks for the engine, others that were in hand and failed too add nothing.
      if (current !== null) return;
      probe = next;
      failed(error);
    },
    probeNow,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await probing;
    },
  };
}
