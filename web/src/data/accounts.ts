/** Accounts by id, each once, as posts are: whoever shows one sees the newest that came by. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Account } from '../api/entities.ts';
import { queryClient } from './query-client.ts';

export const accountKey = (id: string) => ['account', id] as const;
const nameKey = (acct: string) => ['account-id', acct.toLowerCase()] as const;

/** @returns their ids, in the same order */
export function keepAccounts(accounts: readonly Account[]): string[] {
  for (const account of accounts) keepAccount(account);
  return accounts.map(({ id }) => id);
}

export function keepAccount(account: Account): void {
  queryClient.setQueryData<Account>(accountKey(account.id), account);
  queryClient.setQueryData<string>(nameKey(account.acct), account.id);
}

export function knownAccount(id: string): Account | undefined {
  return queryClient.getQueryData<Account>(accountKey(id));
}

export function changeAccount(id: string, change: (account: Account) => Account): void {
  queryClient.setQueryData<Account>(accountKey(id), (account) => account && change(account));
}

export function useAccount(id: string | undefined) {
  return useQuery({
    queryKey: accountKey(id ?? ''),
    queryFn: () =>
      api()
        .v1.accounts.$select(id ?? '')
        .fetch(),
    enabled: id !== undefined,
    staleTime: 60_000,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

const idOf = (acct: string) => ({
  queryKey: nameKey(acct),
  queryFn: async (): Promise<string> => {
    const account = await api().v1.accounts.lookup({ acct });
    keepAccount(account);
    return account.id;
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** The id behind a name as it stands in addresses. */
export function useAccountId(acct: string) {
  return useQuery(idOf(acct));
}

/** For before the first render. @returns null: there is nobody of that name, or nobody can say */
export async function prefetchAccount(acct: string): Promise<string | null> {
  await queryClient.prefetchQuery(idOf(acct));
  return queryClient.getQueryData<string>(nameKey(acct)) ?? null;
}
