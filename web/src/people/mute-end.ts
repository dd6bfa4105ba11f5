/** Until when somebody is muted, which only the list of mutes tells. */
import { useQuery } from '@tanstack/react-query';
import { queryClient } from '../data/query-client.ts';

const endKey = (accountId: string) => ['mute-end', accountId] as const;

/** null: until one takes it back. */
export function keepMuteEnd(accountId: string, at: string | null): void {
  queryClient.setQueryData<string | null>(endKey(accountId), at);
}

export function useMuteEnd(accountId: string): string | null {
  const { data } = useQuery<string | null>({
    queryKey: endKey(accountId),
    queryFn: () => null,
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60 * 60_000,
  });
  return data;
}
