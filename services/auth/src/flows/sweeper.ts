/** What must happen sometime, whoever crashed: revocations are told, reservations settled, old rows forgotten. */
import { KEEP_GRANTS, REPEAT_EVERY, RESERVATION_LIFE, SWEEP_EVERY } from '../config.ts';
import { REPEAT_FOR } from '../store/live-tokens.ts';
import type { Auth } from './needs.ts';
import { settle } from './reservations.ts';
import { repeat } from './revocations.ts';

const AT_ONCE = 200;

export interface Sweeper {
  start(): void;
  /** Resolves when what was under way has ended. */
  stop(): Promise<void>;
}

export function sweeper(auth: Auth): Sweeper {
  const jobs = [
    every(auth, REPEAT_EVERY, 'Revocations', revocationJob(auth)),
    every(auth, SWEEP_EVERY, 'The sweep', () => sweep(auth)),
  ];
  return {
    start: () => {
      for (const job of jobs) job.start();
    },
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}

/**
 * Asks the cache for its run id each second, and the store only when the id is new, when something was left open,
 * or once a minute (for what other processes left behind).
 */
export function revocationJob(auth: Auth): () => Promise<void> {
  let told: { runId: string; at: number } | null = null;
  return async () => {
    const runId = await auth.live.runId();
    const now = auth.clock.now();
    if (auth.live.missed) told = null;
    auth.live.missed = false;
    if (told !== null && told.runId === runId && now - told.at < SWEEP_EVERY) return;
    told = null;
    if (await repeat(auth, runId)) told = { runId, at: now };
  };
}

export async function sweep(auth: Auth): Promise<void> {
  const now = auth.clock.now();
  const { identities, grants, sessions } = auth.identity;
  for (const reservation of await identities.reservations(now - RESERVATION_LIFE, AT_ONCE))
    await settle(auth, reservation);
  await grants.revocations.prune(now - REPEAT_FOR);
  await grants.prune(now - KEEP_GRANTS);
  await sessions.prune(now);
}

function every(auth: Auth, pause: number, name: string, work: () => Promise<void>): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let failing = false;

  async function run(): Promise<void> {
    try {
      await work();
      failing = false;
    } catch (error) {
      // Once per outage: it comes back every second.
      if (!failing) auth.log.warn({ err: error }, `${name} failed and is tried again`);
      failing = true;
    }
  }
  return {
    start() {
      const next = () => {
        timer = setTimeout(() => {
          running = run().finally(() => {
            if (timer !== undefined) next();
          });
        }, pause).unref();
      };
      next();
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await running;
    },
  };
}
