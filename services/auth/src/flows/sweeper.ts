/** What must happen sometime, whoever crashed: revocations are told, reservations settled, old rows forgotten. */
import type { Part } from '@fanfare/kernel';
import { periodic } from '@fanfare/kernel';
import { KEEP_GRANTS, REPEAT_EVERY, RESERVATION_LIFE, SWEEP_EVERY } from '../config.ts';
import { REPEAT_FOR } from '../store/live-tokens.ts';
import type { Auth } from './needs.ts';
import { settle } from './reservations.ts';
import { GIVE_UP_AFTER, repeat } from './revocations.ts';

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
 * Each second the notes of the last minute or so, which may be those of an instance that died before it told anybody;
 * all of them once a minute and to a cache server that is new.
 */
export function revocationJob(auth: Auth): () => Promise<void> {
  let told: { runId: string; upTo: number; all: number } | null = null;
  return async () => {
    const runId = await auth.live.runId();
    const now = auth.clock.now();
    const known = told?.runId === runId && now - told.all < SWEEP_EVERY ? told : null;
    const since = known === null ? now - REPEAT_FOR : known.upTo - GIVE_UP_AFTER;
    if (await repeat(auth, runId, since)) told = { runId, upTo: now, all: known?.all ?? now };
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
