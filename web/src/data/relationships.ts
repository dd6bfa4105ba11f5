/** What stands between oneself and others, by account id. Rows ask one by one; the server is asked once for them all. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Relationship } from '../api/entities.ts';
import { useSession } from '../api/session.ts';
import { batched } from './batched.ts';
import { queryClient } from './query-client.ts';

export const relationshipKey = (id: string) => ['relationship', id] as const;

/** What one request may ask for: addresses have their limits. */
const MOST = 40;

const load = batched<Relationship>(MOST, async (ids) => {
  const found = await api().v1.accounts.relationships.fetch({ id: ids, withSuspended: true });
  return new Map(found.map((one) => [one.id, one]));
});

/** data is undefined until it is known, signed out, for oneself and for no id; null where the account is gone. */
export function useRelationship(id: string | undefined) {
  const mine = useSession((state) => state.signedIn?.accountId);
  return useQuery<Relationship | null>({
    queryKey: relationshipKey(id ?? ''),
    queryFn: async () => (id === undefined ? null : ((await load(id)) ?? null)),
    enabled: id !== undefined && mine !== undefined && mine !== id,
    // No frame tells that somebody has answered a request: asked again whenever one looks here anew.
    staleTime: ({ state }) => (waits(state.data) ? 0 : 60_000),
    refetchOnWindowFocus: ({ state }) => waits(state.data),
  });
}

const waits = (one: Relationship | null | undefined) => one?.requested === true;

export function knownRelationship(id: string): Relationship | null | undefined {
  return queryClient.getQueryData<Relationship | null>(relationshipKey(id));
}

export function keepRelationships(list: readonly Relationship[]): void {
  for (const one of list) queryClient.setQueryData<Relationship | null>(relationshipKey(one.id), one);
}

/** Shows a change before the server has answered. */
export function changeRelationship(id: string, change: Partial<Relationship>): void {
  queryClient.setQueryData<Relationship | null>(relationshipKey(id), (one) => one && { ...one, ...change });
}
