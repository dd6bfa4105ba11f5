/** Counts of attempts in the cache: how often somebody may guess. */
import type { Cache } from '@fanfare/cache';
import type { Log } from '@fanfare/kernel';
import { AppError, complaint } from '@fanfare/kernel';
import { hashOf } from '../domain/secrets.ts';

const MINUTE = 60_000;

/** Attempts within a window (ms) per account and per address; of logins and codes only those that failed. */
const limits = {
  login: { window: 15 * MINUTE, account: 10, address: 100 },
  code: { window: 15 * MINUTE, account: 30, address: 100 },
  registration: { window: 15 * MINUTE, account: 10, address: 60 },
} as const;
export type AttemptKind = keyof typeof limits;

export interface AttemptOf {
  /** Username, e-mail or application, however it is written there. */
  account: string;
  address: string;
}

export interface Attempts {
  /**
   * Counts an attempt before it is made, so that many at once are bounded too.
   * @throws AppError `rate_limited`
   */
  take(kind: AttemptKind, of: AttemptOf): Promise<void>;
  /** It was a good one: it does not count. */
  giveBack(kind: AttemptKind, of: AttemptOf): Promise<void>;
}

export function attempts(cache: Cache, log: Log, enabled: boolean): Attempts {
  const trouble = complaint(
    log,
    'Attempts are not counted while the cache is away',
    'Attempts are counted again',
  );
  const keysOf = (kind: AttemptKind, of: AttemptOf) =>
    (['account', 'address'] as const).map((subject) => ({
      key: `attempts:${kind}:${subject}:${hashOf(of[subject].trim().toLowerCase()).slice(0, 32)}`,
      most: limits[kind][subject],
    }));

  async function add(kind: AttemptKind, of: AttemptOf, by: number): Promise<boolean> {
    const keys = keysOf(kind, of);
    try {
      const counts = await Promise.all(keys.map(({ key }) => cache.increment(key, by, limits[kind].window)));
      trouble.settle();
      return counts.every((count, index) => count <= (keys[index]?.most ?? 0));
    } catch (error) {
      // Without the cache people still get in; guessing is then bounded by the cost of a hash alone.
      trouble.raise(error);
      return true;
    }
  }

  return {
    async take(kind, of) {
      if (!enabled || (await add(kind, of, 1))) return;
      throw new AppError('rate_limited', {
        text: 'Too many attempts. Please wait a quarter of an hour and try again.',
        headers: { 'retry-after': String(limits[kind].window / 1000) },
      });
    },
    async giveBack(kind, of) {
      if (enabled) await add(kind, of, -1);
    },
  };
}
