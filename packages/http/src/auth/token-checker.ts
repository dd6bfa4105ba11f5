/** Every service checks tokens by itself: from the live copy, and on a miss by asking auth. */
import type { Cache } from '@fanfare/cache';
import type { TokenInfo } from '@fanfare/contracts';
import type { Clock, Log } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { CacheLookups } from '@fanfare/telemetry';
import { copyParser, forgetToken, lookUpToken, rememberToken, SOFT_LIFE } from './token-copy.ts';

export interface TokenChecker {
  /**
   * Null: unknown, expired or revoked.
   * @throws AppError `engine_away` when it cannot be decided; never a wrong null, which would log people out
   */
  check(hash: string): Promise<TokenInfo | null>;
}

export interface TokenCheckerNeeds {
  cache: Cache;
  /** Auth's contract: the durable copy. */
  checkToken: (input: { hash: string }) => Promise<{ token: TokenInfo | null }>;
  clock: Clock;
  log: Log;
  /** Counts whether the live copy was there. */
  lookups?: CacheLookups;
}

export function tokenChecker({ cache, checkToken, clock, log, lookups }: TokenCheckerNeeds): TokenChecker {
  const parse = copyParser();
  const asking = new Map<string, Promise<TokenInfo | null>>();

  /** Requests that miss at the same time share one question. */
  function ask(hash: string, replace: boolean): Promise<TokenInfo | null> {
    const running = asking.get(hash);
    if (running !== undefined) return running;
    const asked = askAuth(hash, replace).finally(() => asking.delete(hash));
    asking.set(hash, asked);
    return asked;
  }

  async function askAuth(hash: string, replace: boolean): Promise<TokenInfo | null> {
    const { token } = await checkToken({ hash });
    const keep =
      token === null
        ? forgetToken(cache, hash)
        : rememberToken(cache, hash, token, { now: clock.now(), replace });
    await keep.catch((err: unknown) => log.debug({ err }, 'The live copy of a token could not be written'));
    return token;
  }

  return {
    async check(hash) {
      const copy = await lookUpToken(cache, hash, parse).catch((error: unknown) => {
        log.debug({ err: error }, 'Tokens are asked of auth, because the cache is away');
        return null;
      });
      (copy === null ? lookups?.miss : lookups?.hit)?.inc();
      if (copy === 'revoked') return null;
      const token = copy?.info ?? (await askOrAway(() => ask(hash, false)));
      if (token === null) return null;
      const now = clock.now();
      if (token.expires_at !== null && token.expires_at <= now) return null;
      if (copy !== null && now - copy.checkedAt > SOFT_LIFE) {
        // Behind: with auth away the copy goes on living to its hard end.
        ask(hash, true).catch((err: unknown) => log.debug({ err }, 'A token could not be refreshed'));
      }
      return token;
    },
  };
}

async function askOrAway(ask: () => Promise<TokenInfo | null>): Promise<TokenInfo | null> {
  try {
    return await ask();
  } catch (cause) {
    throw new AppError('engine_away', { cause, detail: 'A token could not be checked' });
  }
}
