/** Whether what is kept was there when somebody wanted it. */
import type { BoundCounter, Metrics } from './metrics.ts';

export interface CacheLookups {
  readonly hit: BoundCounter;
  readonly miss: BoundCounter;
}

/** @param cache what is kept in it, e.g. `home` */
export function cacheLookups(metrics: Metrics, cache: string): CacheLookups {
  const lookups = metrics.counter(
    'fanfare_cache_lookups_total',
    'Looks at what is kept ready, by whether it was there and could be used',
  );
  return {
    hit: lookups.of({ cache, result: 'hit' }),
    miss: lookups.of({ cache, result: 'miss' }),
  };
}
