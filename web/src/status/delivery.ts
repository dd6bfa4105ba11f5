/** How far a post of one's own has come. */
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';

export interface Delivery {
  id: string;
  state: 'held' | 'published' | 'delivered' | 'indexed';
  submittedAt: string;
  decidedAt: string | null;
  publishedAt: string | null;
  deliveredAt: string | null;
  indexedAt: string | null;
  indexed: boolean | null;
  slices: { done: number; of: number } | null;
  followers: number | null;
}

/** Asked again as long as it is on its way. */
export function useDelivery(post: string) {
  return useQuery({
    queryKey: ['delivery', post],
    queryFn: async () => (await request<Delivery>('GET', `/api/v1/statuses/${post}/delivery`)).data,
    refetchInterval: ({ state }) => (state.data === undefined || isOnItsWay(state.data) ? 2_000 : false),
    staleTime: 0,
  });
}

function isOnItsWay({ state, indexed }: Delivery): boolean {
  return state === 'published' || (state === 'delivered' && indexed === false);
}
