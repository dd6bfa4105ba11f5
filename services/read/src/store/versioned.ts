/**
 * Rows that are read whole only once per version: every change of them raises it, in the transaction of the change.
 * Which version is the present one is asked of the primary each time.
 */
import type { Signal } from '@fanfare/kernel';
import type { CacheLookups } from '@fanfare/telemetry';
import { boundedMap } from './bounded-map.ts';

interface Versioned {
  id: number;
  version: number;
}

/**
 * The same object stands for a row as long as it is kept: what is made of one may be kept by it.
 * @param load answers rows of the asked ids, which may be newer than what was known of them
 */
export function versioned<Row extends Versioned>(
  most: number,
  forget: Signal,
  load: (ids: number[]) => Promise<readonly Row[]>,
  lookups?: CacheLookups,
): (present: readonly Versioned[]) => Promise<Map<number, Row>> {
  const cache = boundedMap<number, Row>(most, forget);
  return async (present) => {
    const found = new Map<number, Row>();
    const missing: number[] = [];
    for (const { id, version } of present) {
      const known = cache.get(id);
      if (known?.version === version) found.set(id, known);
      else missing.push(id);
    }
    lookups?.hit.inc(found.size);
    if (missing.length === 0) return found;
    lookups?.miss.inc(missing.length);
    const keep = cache.filler();
    for (const row of await load(missing)) {
      found.set(row.id, row);
      keep(row.id, row);
    }
    return found;
  };
}
