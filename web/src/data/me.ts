/** Whoever is signed in, and what this place is. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { queryClient } from './query-client.ts';

export const meKey = ['me'] as const;
export const instanceKey = ['instance'] as const;

const me = {
  queryKey: meKey,
  queryFn: () => api().v1.accounts.verifyCredentials(),
  staleTime: 5 * 60_000,
};

export function useMe() {
  const signedIn = useSession((state) => state.signedIn !== null);
  return useQuery({ ...me, enabled: signedIn });
}

/** Asks anew, which also tells whether the token is still good. */
export async function fetchMe(): Promise<void> {
  await queryClient.fetchQuery({ ...me, staleTime: 0 });
}

const instance = {
  queryKey: instanceKey,
  queryFn: () => api().v2.instance.fetch(),
  staleTime: 10 * 60_000,
};

export function useInstance() {
  return useQuery(instance);
}

/** For before the first render. */
export function prefetchInstance(): Promise<void> {
  return queryClient.prefetchQuery(instance);
}

/** How many people and posts there are. */
const figures = {
  queryKey: ['figures'],
  queryFn: async () => (await api().v1.instance.fetch()).stats,
  staleTime: 10 * 60_000,
};

export function useFigures() {
  return useQuery(figures);
}

export function prefetchFigures(): Promise<void> {
  return queryClient.prefetchQuery(figures);
}
