/** search: finds accounts, posts and tags. */
import type { Client, searchContract } from '@fanfare/contracts';
import type { ServiceModule } from '@fanfare/http';

export function searchModule(_values: object, _needs: object): ServiceModule {
  const provides: Client<typeof searchContract> = {
    reindex: async () => ({ accounts: 0, statuses: 0, tags: 0 }),
  };
  return { name: 'search', provides, routes: [], consumers: [] };
}
