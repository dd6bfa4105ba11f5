/** The live copies of tokens, as every service reads them. */
import type { Cache } from '@fanfare/cache';
import type { TokenInfo } from '@fanfare/contracts';
import { rememberToken, revokeToken, TOMBSTONE_LIFE } from '@fanfare/http';

/** A revocation this old need not be repeated: no copy lives so long. In ms. */
export const REPEAT_FOR = TOMBSTONE_LIFE;

export interface LiveTokens {
  /** So that the first request needs no question; failing is no loss. */
  put(hash: string, info: TokenInfo, now: number): Promise<void>;
  /** @throws AppError `engine_away` */
  bury(hash: string): Promise<void>;
  /** @throws AppError `engine_away` */
  runId(): Promise<string>;
}

export function liveTokens(cache: Cache): LiveTokens {
  return {
    put: (hash, info, now) => rememberToken(cache, hash, info, { now }).catch(() => undefined),
    bury: (hash) => revokeToken(cache, hash),
    runId: () => cache.runId(),
  };
}
