/** user-graph: who follows, blocks and mutes whom. */
import type { Client, userGraphContract } from '@fanfare/contracts';
import type { ServiceModule } from '@fanfare/http';
import { viewStates } from '@fanfare/sql';
import { edgeRoutes } from './api/edges.ts';
import { listRoutes } from './api/lists.ts';
import { relationshipRoutes } from './api/relationships.ts';
import { onAccountUpdated } from './consumers/account-updated.ts';
import { acceptAllWaiting } from './flows/follow.ts';
import { followMany } from './flows/follow-many.ts';
import type { UserGraphNeeds } from './needs.ts';
import { accountsWithRole, loadAudiences, notifiedFollowers } from './store/audiences.ts';
import { unlockedWithRequests } from './store/lists.ts';

export function userGraphModule(_values: object, needs: UserGraphNeeds): ServiceModule {
  const provides: Client<typeof userGraphContract> = {
    viewStates: ({ account_ids }) => viewStates(needs.db.read, account_ids),
    audiences: ({ account_ids }) => loadAudiences(needs.db.read, account_ids, needs.clock.now()),
    accountsWithRole: ({ roles }) => accountsWithRole(needs.db.read, roles),
    notifiedFollowers: ({ account_id }) => notifiedFollowers(needs.db.read, account_id),
    followMany: async ({ pairs }) => ({ created: await followMany(needs.db, pairs) }),
  };
  return {
    name: 'user-graph',
    provides,
    routes: [...relationshipRoutes(needs), ...edgeRoutes(needs), ...listRoutes(needs)],
    consumers: [
      {
        group: 'user-graph',
        database: needs.db,
        lane: 'people',
        handlers: { 'account.updated': onAccountUpdated },
        async rebuild() {
          for (const account of await unlockedWithRequests(needs.db.read))
            await needs.db.unit((unit) => acceptAllWaiting(unit, account));
        },
      },
    ],
  };
}
