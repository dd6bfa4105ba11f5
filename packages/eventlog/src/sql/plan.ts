/** Which rows of a bucket are prepared together and written in one unit. */
import type { Sealed } from '../consumer/decode.ts';
import { beyond } from '../consumer/decode.ts';

export interface Item {
  row: Sealed;
  /** An event of its key waits in the retry table, so it queues behind it. */
  queued: boolean;
}

export interface Batch {
  items: Item[];
  /** The number up to which everything is in `items` or concerns other groups. */
  upto: number;
  /** Why the row after `upto` must not be passed. */
  blocked: string | null;
}

export interface PlanNeeds {
  handles(type: string): boolean;
  queued(key: string): boolean;
  max: number;
}

/**
 * Takes rows up to `max` handled ones, no key twice: an event is prepared only after the one before it is stored.
 * @throws Error when the rows have a gap
 */
export function planBatch(rows: readonly Sealed[], position: number, needs: PlanNeeds): Batch {
  const items: Item[] = [];
  const keys = new Set<string>();
  let upto = position;
  for (const row of rows) {
    if (row.number !== upto + 1) throw new Error(`the log has ${row.number} after ${upto}`);
    const handled = needs.handles(row.type);
    const blocked = beyond(row, handled);
    if (blocked !== null) return { items, upto, blocked };
    if (handled) {
      if (items.length >= needs.max || keys.has(row.key)) break;
      keys.add(row.key);
      items.push({ row, queued: needs.queued(row.key) });
    }
    upto = row.number;
  }
  return { items, upto, blocked: null };
}
