/** When deliveries were lost (a new consumer, or one below the log's tail) every list is suspect. */

import { clearOpenFanout, seenAccounts } from '../store/deliveries.ts';
import { homeKey } from '../store/home-list.ts';
import type { HomeNeeds } from './home.ts';

const BATCH = 1000;

/** Drops the lists of all who may have one, then closes what was in delivery: the next reads build from the truth. */
export async function rebuildAfterLoss(needs: HomeNeeds): Promise<void> {
  const before = needs.clock.now();
  for await (const accounts of seenAccounts(needs.db, BATCH))
    await needs.cache.lists.drop(accounts.map(homeKey));
  await clearOpenFanout(needs.db, before);
}
