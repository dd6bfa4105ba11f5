/** The live copy of a token in the cache, and the tombstone that is always stronger. */
import type { Cache } from '@fanfare/cache';
import { TokenInfo } from '@fanfare/contracts';
import { checkerOf } from '../schema/checker.ts';

/** After this long a copy is refreshed behind the request that used it. */
export const SOFT_LIFE = 60_000;
/** A copy that nobody refreshed is gone after this long. */
export const HARD_LIFE = 3 * 24 * 3_600_000;
/** Longer than any copy can live that was being written while the token was revoked. */
export const TOMBSTONE_LIFE = HARD_LIFE + 3_600_000;

export interface TokenCopy {
  info: TokenInfo;
  /** When auth vouched for it, in ms. */
  checkedAt: number;
}

// The braces put both keys into one slot, so that one round trip reads both.
const liveKey = (hash: string) => `token:{${hash}}`;
const tombstoneKey = (hash: string) => `token:{${hash}}:revoked`;

/**
 * Writes the live copy: when a token is issued or first met set-if-absent, when it is refreshed over the old one.
 * @throws AppError engine_away
 */
export async function rememberToken(
  cache: Cache,
  hash: string,
  info: TokenInfo,
  options: { now: number; replace?: boolean },
): Promise<void> {
  const left = info.expires_at === null ? HARD_LIFE : Math.min(HARD_LIFE, info.expires_at - options.now);
  if (left <= 0) return;
  const copy: TokenCopy = { info, checkedAt: options.now };
  await cache.set(liveKey(hash), JSON.stringify(copy), { ttl: left, ifAbsent: options.replace !== true });
}

/**
 * Every service refuses the token from now on. Auth repeats this until it succeeded, and after the
 * cache came back empty, for tokens revoked within TOMBSTONE_LIFE.
 * @throws AppError engine_away
 */
export async function revokeToken(cache: Cache, hash: string): Promise<void> {
  await cache.set(tombstoneKey(hash), '1', { ttl: TOMBSTONE_LIFE });
  await cache.delete(liveKey(hash));
}

/** Forgets the copy without a tombstone: auth no longer knows the token. */
export async function forgetToken(cache: Cache, hash: string): Promise<void> {
  await cache.delete(liveKey(hash));
}

/** @throws AppError engine_away */
export async function lookUpToken(
  cache: Cache,
  hash: string,
  parse: (text: string) => TokenCopy | null,
): Promise<TokenCopy | 'revoked' | null> {
  const [live, tombstone] = await cache.getMany([liveKey(hash), tombstoneKey(hash)]);
  if (tombstone !== null && tombstone !== undefined) return 'revoked';
  return live === null || live === undefined ? null : parse(live);
}

const REMEMBERED = 10_000;

/** Reads copies; the same text is parsed once, since it comes with every request of its bearer. */
export function copyParser(): (text: string) => TokenCopy | null {
  const fits = checkerOf(TokenInfo);
  const seen = new Map<string, TokenCopy>();
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    const copy = JSON.parse(text) as TokenCopy;
    // Another version of the program may have written something else.
    if (typeof copy.checkedAt !== 'number' || fits(copy.info) !== null) return null;
    if (seen.size >= REMEMBERED) seen.clear();
    seen.set(text, copy);
    return copy;
  };
}
