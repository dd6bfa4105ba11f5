/** timeline: builds and keeps each person's home, and answers its skeleton. */
import type { Client, timelineContract } from '@fanfare/contracts';
import type { ServiceModule } from '@fanfare/http';
import { onTimelineDeliver } from './consumers/timeline-deliver.ts';
import { audit } from './flows/audit.ts';
import type { HomeNeeds } from './flows/home.ts';
import { homeIds } from './flows/home.ts';
import { rebuildAfterLoss } from './flows/rebuild.ts';
import { sweepNotes } from './store/delivery-notes.ts';
import { homeKey } from './store/home-list.ts';

const SWEEP_EVERY = 60 * 60_000;

export function timelineModule(_values: object, needs: HomeNeeds): ServiceModule {
  const provides: Client<typeof timelineContract> = {
    async home(input) {
      const ids = await homeIds(needs, input);
      return { ids, more: ids.length === input.limit };
    },
    async rebuild({ account_ids }) {
      await needs.cache.lists.drop(account_ids.map(homeKey));
      return {};
    },
    audit: ({ account_ids }) => audit(needs, account_ids),
  };
  let sweeper: NodeJS.Timeout | undefined;
  return {
    name: 'timeline',
    provides,
    routes: [],
    consumers: [
      {
        group: 'timeline',
        database: needs.db,
        lane: 'fanout',
        handlers: { 'timeline.deliver': onTimelineDeliver(needs) },
        rebuild: () => rebuildAfterLoss(needs),
      },
    ],
    async start() {
      sweeper = setInterval(() => {
        sweepNotes(needs.db, needs.clock.now()).catch((error: unknown) =>
          needs.log.error({ err: error }, 'Old delivery notes could not be removed'),
        );
      }, SWEEP_EVERY).unref();
    },
    async stop() {
      clearInterval(sweeper);
    },
  };
}
