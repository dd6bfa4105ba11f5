/** How posts are spread, and what is still on its way. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Clock } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import type { BoundCounter, Metrics } from '@fanfare/telemetry';
import { remembered } from '@fanfare/telemetry';
import { openDeliveries } from './store/open-statuses.ts';

export interface FanoutMetrics {
  /** Posts that are brought to their author's followers. */
  readonly pushed: BoundCounter;
  /** Posts that readers fetch. */
  readonly pulled: BoundCounter;
}

export function fanoutMetrics(needs: {
  db: Database<CoreTables>;
  clock: Clock;
  metrics: Metrics;
}): FanoutMetrics {
  const { db, clock, metrics } = needs;
  const open = remembered(() => openDeliveries(db.read));
  metrics.observe(
    'fanfare_fanout_open',
    'Posts whose delivery is not finished',
    async () => (await open()).posts,
  );
  metrics.observe(
    'fanfare_fanout_open_oldest_seconds',
    'Age of the oldest post whose delivery is not finished, 0 when there is none',
    async () => {
      const { oldest } = await open();
      return oldest === null ? 0 : Math.max(0, clock.now() - oldest) / 1000;
    },
  );
  const posts = metrics.counter(
    'fanfare_fanout_posts_total',
    'Posts by how they reach readers: pushed to their lists, or pulled when they read',
  );
  return { pushed: posts.of({ mode: 'push' }), pulled: posts.of({ mode: 'pull' }) };
}
