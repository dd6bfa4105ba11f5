/** Budgets per class of route, counted in the cache per account, or per address for the signed out. */
import type { Cache } from '@fanfare/cache';
import type { RoleName } from '@fanfare/contracts';
import type { Clock } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import type { RateClass, Viewer } from '../route.ts';

export interface Budget {
  /** Requests per window. */
  limit: number;
  /** In ms. */
  window: number;
}

export type Budgets = Record<Exclude<RateClass, 'none'>, Budget>;

const MINUTE = 60_000;

/** What the documents of the API name, and sensible ones for what they leave open. */
export const defaultBudgets: Budgets = {
  default: { limit: 300, window: 5 * MINUTE },
  media: { limit: 30, window: 30 * MINUTE },
  delete: { limit: 30, window: 30 * MINUTE },
  registration: { limit: 5, window: 30 * MINUTE },
  login: { limit: 30, window: 5 * MINUTE },
  apps: { limit: 60, window: 30 * MINUTE },
};

/** Those who look after the place get more of everything. */
export const roleFactors: Record<RoleName, number> = { owner: 4, admin: 4, moderator: 4, user: 1 };

export interface RateLimiter {
  /**
   * Counts one request and answers the headers that tell how it stands.
   * @throws AppError `rate_limited`, with those headers
   */
  take(of: RateClass, who: { viewer: Viewer | null; ip: string }): Promise<Record<string, string>>;
}

export const unlimited: RateLimiter = { take: async () => ({}) };

export interface RateLimiterNeeds {
  cache: Cache;
  clock: Clock;
  metrics: Metrics;
  budgets?: Partial<Budgets>;
}

export function rateLimiter(needs: RateLimiterNeeds): RateLimiter {
  const budgets = { ...defaultBudgets, ...needs.budgets };
  const limited = needs.metrics.counter(
    'fanfare_rate_limited_total',
    'Requests refused because there were too many, by class of route',
  );
  for (const name of Object.keys(budgets)) limited.of({ class: name });
  return {
    async take(of, { viewer, ip }) {
      if (of === 'none') return {};
      const { limit: base, window } = budgets[of];
      const limit = base * (viewer === null ? 1 : roleFactors[viewer.role]);
      const now = needs.clock.now();
      const reset = (Math.floor(now / window) + 1) * window;
      const who = viewer === null ? network(ip) : `account:${viewer.accountId}`;
      const key = `rate:${of}:${who}:${reset}`;
      // Without the cache nobody is counted: limits protect, they are not worth an outage.
      const used = await needs.cache.increment(key, 1, window).catch(() => null);
      if (used === null) return {};
      const headers = {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(limit - used, 0)),
        'x-ratelimit-reset': new Date(reset).toISOString(),
      };
      if (used <= limit) return headers;
      limited.inc({ class: of });
      const wait = String(Math.max(Math.ceil((reset - now) / 1000), 1));
      throw new AppError('rate_limited', { headers: { ...headers, 'retry-after': wait } });
    },
  };
}

/** One household or server has a whole /64 of IPv6 addresses. */
function network(ip: string): string {
  if (!ip.includes(':')) return ip;
  if (ip.startsWith('::ffff:') && ip.includes('.')) return ip.slice(7);
  const [head = '', tail] = ip.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : new Array<string>(Math.max(8 - groups.length - rest.length, 0)).fill('0');
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}
