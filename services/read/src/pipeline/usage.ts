/** How much this server is used, counted seldom and behind where that takes time: then nobody waits for a count but the first. */
import type { Log } from '@fanfare/kernel';
import { USAGE_LIFE, USAGE_SMALL, USAGE_SMALL_LIFE } from '../config.ts';
import type { Db } from '../store/db.ts';
import type { Usage } from '../store/usage.ts';
import { countUsage } from '../store/usage.ts';

export type UsageReader = () => Promise<Usage>;

export function usageReader(db: Db, now: () => number, log: Log): UsageReader {
  let known: { usage: Usage; at: number } | null = null;
  let counting: Promise<Usage> | null = null;

  function count(): Promise<Usage> {
    counting ??= countUsage(db, now())
      .then((usage) => {
        known = { usage, at: now() };
        return usage;
      })
      .finally(() => {
        counting = null;
      });
    return counting;
  }

  return async () => {
    if (known === null) return count();
    const age = now() - known.at;
    const small = known.usage.accounts + known.usage.statuses < USAGE_SMALL;
    if (small && age > USAGE_SMALL_LIFE) return count();
    if (age > USAGE_LIFE) {
      count().catch((err: unknown) => log.warn({ err }, 'People and posts could not be counted'));
    }
    return known.usage;
  };
}
