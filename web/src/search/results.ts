/** What the server finds: of all kinds at once, or of one kind page by page. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { keepAccounts } from '../data/accounts.ts';
import { keepPosts } from '../data/posts.ts';
import { queryClient } from '../data/query-client.ts';

export type Kind = 'accounts' | 'statuses' | 'hashtags';
export const kinds: readonly Kind[] = ['accounts', 'statuses', 'hashtags'];

export interface FoundTag {
  name: string;
  /** Uses on the last days together. */
  uses: number;
}

export type Found = Record<Kind, string[]>;

interface FoundPage {
  ids: string[];
  /** Where the next page begins: an offset, or of posts the id below which to look; null at the end. */
  next: string | null;
}

const PAGE = 20;
const OF_EACH = 5;
const tagKey = (name: string) => ['tag', name] as const;

async function search(q: string, options: { type?: Kind; offset?: number; maxId?: string; limit: number }) {
  const found = await api().v2.search.list({ q, ...options });
  for (const { name, history } of found.hashtags) {
    const uses = (history ?? []).reduce((sum, day) => sum + Number(day.uses), 0);
    queryClient.setQueryData<FoundTag>(tagKey(name), { name, uses });
  }
  return {
    accounts: keepAccounts(found.accounts),
    statuses: keepPosts(found.statuses),
    hashtags: found.hashtags.map(({ name }) => name),
  };
}

/** A few of each kind. Nothing is asked for an empty text. */
export function useFoundOfAll(q: string) {
  return useQuery<Found>({
    queryKey: ['search', 'all', q],
    queryFn: () => search(q, { limit: OF_EACH }),
    enabled: q !== '',
    gcTime: 60 * 60_000,
  });
}

export function useFoundOf(kind: Kind, q: string) {
  // Whoever is signed out is shown one page.
  const signedIn = useSession((state) => state.signedIn !== null);
  const found = useInfiniteQuery({
    queryKey: ['search', kind, q],
    queryFn: async ({ pageParam }): Promise<FoundPage> => {
      const from =
        pageParam === null ? {} : kind === 'statuses' ? { maxId: pageParam } : { offset: Number(pageParam) };
      const ids = (await search(q, { type: kind, limit: PAGE, ...from }))[kind];
      const next = kind === 'statuses' ? (ids.at(-1) ?? null) : String(Number(pageParam ?? 0) + PAGE);
      return { ids, next: signedIn && ids.length === PAGE ? next : null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: q !== '',
    gcTime: 60 * 60_000,
  });
  return { ...found, ids: [...new Set(found.data?.pages.flatMap((page) => page.ids))] };
}

/** As a search brought it. */
export function knownTag(name: string): FoundTag {
  return queryClient.getQueryData<FoundTag>(tagKey(name)) ?? { name, uses: 0 };
}
