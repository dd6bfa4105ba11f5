/** search: finds accounts, posts and tags, over what the one who asks may see. */
import type { Client, searchContract } from '@fanfare/contracts';
import type { ConsumerGroup } from '@fanfare/eventlog';
import type { ServiceModule } from '@fanfare/http';
import { accountSearchRoutes } from './api/accounts-search.ts';
import { searchRoutes } from './api/search.ts';
import type { SearchConfig } from './config.ts';
import { NEWEST } from './config.ts';
import { onAccountCreated } from './consumers/account-created.ts';
import { onAccountDeleted } from './consumers/account-deleted.ts';
import { onAccountUpdated } from './consumers/account-updated.ts';
import { onStatusDeleted } from './consumers/status-deleted.ts';
import { onStatusEdited } from './consumers/status-edited.ts';
import { onStatusPublished } from './consumers/status-published.ts';
import { newest } from './domain/newest.ts';
import { findOwn } from './flows/find-own.ts';
import { keeper } from './flows/keeper.ts';
import type { Searching, SearchNeeds } from './needs.ts';
import { chosenIndex } from './store/chosen-index.ts';

export function searchModule(config: SearchConfig, needs: SearchNeeds): ServiceModule {
  const { index, open } = chosenIndex(config.ELASTICSEARCH_URL, needs);
  const keep = keeper({ ...needs, index });
  const searching: Searching = { ...needs, index, newest: newest(NEWEST), ready: keep.ready };
  const provides: Client<typeof searchContract> = {
    reindex: () => keep.rebuild(),
    found: (asked) => findOwn(searching, asked),
    async whole() {
      await keep.settled();
      return {};
    },
  };
  return {
    name: 'search',
    provides,
    routes: [...searchRoutes(searching), ...accountSearchRoutes(searching)],
    consumers: [consumers(searching, async () => void (await keep.rebuild()))],
    health: { index: keep.health },
    async start() {
      await open();
      keep.start();
    },
    async stop() {
      await keep.stop().finally(() => index.close());
    },
  };
}

function consumers(searching: Searching, rebuild: () => Promise<void>): ConsumerGroup {
  return {
    group: 'search',
    database: searching.db,
    lane: 'fanout',
    handlers: {
      'account.created': onAccountCreated(searching),
      'account.updated': onAccountUpdated(searching),
      'account.deleted': onAccountDeleted(searching),
      'status.published': onStatusPublished(searching),
      'status.edited': onStatusEdited(searching),
      'status.deleted': onStatusDeleted(searching),
    },
    rebuild,
  };
}
