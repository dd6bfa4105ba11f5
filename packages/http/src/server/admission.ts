/** What happens before a body is read: internal key, token, scope, permission, budget. */
import { timingSafeEqual } from 'node:crypto';
import { AppError } from '@fanfare/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { admit } from '../auth/authenticate.ts';
import { hashToken, tokenOf } from '../auth/token-of.ts';
import type { Caller, Viewer } from '../route.ts';
import type { Entry } from './entry.ts';
import type { HttpServerOptions } from './options.ts';
import type { RateLimiter } from './rate-limits.ts';

export const KEY_HEADER = 'x-fanfare-internal-key';

/** Compares in constant time, whatever the lengths. */
export function isInternalKey(given: string | string[] | undefined, key: string | null): boolean {
  if (typeof given !== 'string' || key === null || key === '') return false;
  return timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(hashToken(key)));
}

/**
 * Without the key internal routes look as if they were not there; a wrong key is said, so that a
 * wrongly configured deployment can be understood.
 */
export function admitInternal(request: FastifyRequest, key: string | null): void {
  const given = request.headers[KEY_HEADER];
  if (given === undefined) throw new AppError('unknown_path');
  if (!isInternalKey(given, key)) throw new AppError('forbidden', { text: 'The internal key is wrong' });
}

/** Answers what the handler is given as `viewer`. */
export async function admitCaller(
  entry: Entry,
  request: FastifyRequest,
  reply: FastifyReply,
  options: Pick<HttpServerOptions, 'authenticate'> & { limiter: RateLimiter },
): Promise<Viewer | Caller | null> {
  const { route } = entry;
  const ip = request.ip ?? '';
  const token = route.auth === 'none' ? null : tokenOf(request.raw);
  const caller = token === null ? null : await options.authenticate(token);
  if (token !== null && caller === null) {
    // Whoever guesses tokens uses up the budget of the address.
    await limit('default', null);
    throw new AppError('unauthorized');
  }
  const viewer = caller?.viewer ?? null;
  await limit(route.rate, viewer);
  admit(route, caller);
  return route.auth === 'app' ? caller : viewer;

  async function limit(of: typeof route.rate, who: Viewer | null): Promise<void> {
    reply.headers(await options.limiter.take(of, { viewer: who, ip }));
  }
}
