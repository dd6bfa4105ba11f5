/** Follows in bulk, some hundred pairs to a unit. */
import type { CoreTables } from '@fanfare/contracts/tables';
import { isAppError } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import { holdAccounts } from '@fanfare/sql';
import { followBetween } from '../store/edges.ts';
import { follow } from './follow.ts';

const PAIRS_PER_UNIT = 200;

/** Returns how many follows or requests were made; pairs that stand, or may not be, are left out. */
export async function followMany(
  db: Database<CoreTables>,
  pairs: readonly (readonly [number, number])[],
): Promise<number> {
  let created = 0;
  for (let start = 0; start < pairs.length; start += PAIRS_PER_UNIT) {
    const batch = pairs.slice(start, start + PAIRS_PER_UNIT);
    created += await db.unit(
      async (unit) => {
        let made = 0;
        await holdAccounts(unit, ...new Set(batch.map(([follower]) => follower)));
        for (const [follower, followee] of batch) {
          const present = await followBetween(unit, follower, followee);
          if (present !== undefined && present.state !== 'removed') continue;
          try {
            await follow(unit, follower, followee, {});
            made += 1;
          } catch (error) {
            // Blocked, unknown or oneself: nothing was written for this pair.
            if (!isAppError(error, 'forbidden') && !isAppError(error, 'not_found')) throw error;
          }
        }
        return made;
      },
      { lane: 'bulk' },
    );
  }
  return created;
}
