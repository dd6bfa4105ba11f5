/** Whoever is signed in, and what this place is. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useSession } from '../api/session.ts';

export const meKey = ['me'] as const;
export const instanceKey = ['instance'] as const;

export function useMe() {
  const signedIn = useSession((state) => state.signedIn !== null);
  return useQuery({
    queryKey: meKey,
    queryFn: () => api().v1.accounts.verifyCredentials(),
    enabled: signedIn,
    staleTime: 5 * 60_000,
  });
}

export function useInstance() {
  return useQuery({
    queryKey: instanceKey,
    queryFn: () => api().v2.instance.fetch(),
    staleTime: 10 * 60_000,
  });
}
