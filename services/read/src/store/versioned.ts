/**
 * Rows that are read whole only once per version: every change of them raises it, in the transaction of the change.
 * Which version is the present one is asked of the primary each time.
 */
import { boundedMap } from './bounded-map.ts';

interface Versioned {
  id: number;
  version: number;
}

/** @param load answers rows of the asked ids, which may be newer than what was known of them */
export function versioned<Row extends Versioned>(
  most: number,
  load: (ids: number[]) => Promise<readonly Row[]>,
): (present: readonly Versioned[]) => Promise<Map<number, Row>> {
  const cache = boundedMap<number, Row>(most);
  return async (present) => {
    const found = new Map<number, Row>();
    const missing: number[] = [];
    for (const { id, version } of present) {
      const known = cache.get(id);
      if (known?.version === version) found.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    for (const row of await load(missing)) {
      found.set(row.id, row);
      cache.set(row.id, row);
    }
    return found;
  };
}
