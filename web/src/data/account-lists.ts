/** Endless lists of accounts: ids in pages; the accounts themselves are kept once (accounts.ts). */
import type { InfiniteData } from '@tanstack/react-query';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Account } from '../api/entities.ts';
import type { Page } from '../api/pages.ts';
import { keepAccounts } from './accounts.ts';
import { queryClient } from './query-client.ts';

interface IdPage {
  ids: string[];
  next: string | null;
}

export type AccountListKey = readonly [kind: 'accounts', ...rest: string[]];

export interface AccountListOptions {
  key: AccountListKey;
  /** @param maxId of the page; null for the first */
  load(maxId: string | null): Promise<Page<Account>>;
}

export function useAccountList({ key, load }: AccountListOptions) {
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam }): Promise<IdPage> => {
      const { items, next } = await load(pageParam);
      return { ids: keepAccounts(items), next };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 30_000,
  });
  return { ...list, ids: [...new Set(list.data?.pages.flatMap((page) => page.ids))] };
}

/** Takes somebody out at once, as accepting a request or unblocking does. */
export function removeAccountFrom(key: AccountListKey, id: string): void {
  queryClient.setQueryData<InfiniteData<IdPage, string | null>>(
    key,
    (pages) =>
      pages && {
        ...pages,
        pages: pages.pages.map((page) => ({ ...page, ids: page.ids.filter((one) => one !== id) })),
      },
  );
}

/** The lists' names, which several parts of the client must agree on. */
export const accountLists = {
  followers: (id: string) => ['accounts', 'followers', id],
  following: (id: string) => ['accounts', 'following', id],
  boosters: (post: string) => ['accounts', 'boosters', post],
  favouriters: (post: string) => ['accounts', 'favouriters', post],
  requests: ['accounts', 'requests'],
  blocks: ['accounts', 'blocks'],
  mutes: ['accounts', 'mutes'],
} as const satisfies Record<string, AccountListKey | ((...args: never[]) => AccountListKey)>;
