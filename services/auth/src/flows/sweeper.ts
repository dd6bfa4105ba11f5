/** What must happen sometime, whoever crashed: revocations are told, reservations settled, old rows forgotten. */
import type { Part } from '@fanfare/kernel';
import { periodic } from '@fanfare/kernel';
import { KEEP_GRANTS, REPEAT_EVERY, RESERVATION_LIFE, SWEEP_EVERY } from '../config.ts';
import { REPEAT_FOR } from '../store/live-tokens.ts';
import type { Auth } from './needs.ts';
import { settle } from './reservations.ts';
import { repeat } from './revocations.ts';

const AT_ONCE = 200;

export function sweeper(auth: Auth): Required<Pick<Part, 'start' | 'stop'>> {
  const works = [
    periodic('revocations', REPEAT_EVERY, auth.log, revocationJob(auth)),
    periodic('reservations and old grants', SWEEP_EVERY, auth.log, () => sweep(auth)),
  ];
  return {
    async start() {
      for (const work of works) await work.start();
    },
    async stop() {
      await Promise.all(works.map((work) => work.stop()));
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
