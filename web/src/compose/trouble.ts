/** What a sending that failed means for the draft. */
import { mayPass, troubleOf } from '../api/errors.ts';
import { session } from '../api/session.ts';
import { texts } from '../texts/index.ts';
import { wordsFor } from '../ui/trouble.tsx';
import type { SendTrouble } from './desk.ts';

/** An earlier form of the draft, or the same one, was posted though nobody heard of it. */
export class PostedBefore extends Error {
  readonly path: string;
  constructor(path: string) {
    super('It was posted before');
    this.path = path;
  }
}

export function sendTroubleOf(error: unknown): SendTrouble {
  if (error instanceof PostedBefore) return { kind: 'already', path: error.path };
  const { kind } = troubleOf(error);
  if (kind === 'signed-out') {
    session.expire();
    return { kind: 'signed-out' };
  }
  if (kind === 'missing') return { kind: 'words', text: texts().compose.targetGone };
  if (kind === 'too-fast' || !mayPass(error)) return { kind: 'words', text: wordsFor(error) };
  return { kind: 'unknown', text: wordsFor(error) };
}

/**
 * The server knows the key with another text: an earlier form of this draft was posted, though its answer never came.
 * The sentence is all that tells this refusal from others (services/write's store/idempotency.ts).
 */
export function saysPostedBefore(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'refused' && trouble.status === 422 && trouble.text.includes('Idempotency-Key');
}
