/** Endless lists of posts: ids in pages, and above them what has arrived and waits to be shown. */
import type { InfiniteData } from '@tanstack/react-query';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Post } from '../api/entities.ts';
import type { Page } from '../api/pages.ts';
import { keepPosts, knownPost } from './posts.ts';
import { queryClient } from './query-client.ts';

export interface IdPage {
  ids: string[];
  next: string | null;
}

export type ListKey = readonly [kind: 'list', ...rest: (string | boolean)[]];
type Pages = InfiniteData<IdPage, string | null>;

export interface PostListOptions {
  key: ListKey;
  /** @param maxId of the page; null for the newest */
  load(maxId: string | null): Promise<Page<Post>>;
}

const waitingKey = (key: ListKey) => ['waiting', ...key] as const;

export function usePostList({ key, load }: PostListOptions) {
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam }): Promise<IdPage> => {
      const { items, next } = await load(pageParam);
      return { ids: keepPosts(items), next };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60 * 60_000,
  });
  const waiting = useQuery<string[]>({
    queryKey: waitingKey(key),
    queryFn: () => [],
    initialData: [],
    staleTime: Number.POSITIVE_INFINITY,
  });
  // A page boundary and a live post can both bring the same one.
  const ids = [...new Set(list.data?.pages.flatMap((page) => page.ids))];
  return { ...list, ids, waiting: waiting.data.filter((id) => !ids.includes(id)) };
}

/** A post arrived: it waits above the list, which does not move. A list that was never read waits for nothing. */
export function arrive(key: ListKey, post: Post): void {
  if (queryClient.getQueryData(key) === undefined) return;
  keepPosts([post]);
  queryClient.setQueryData<string[]>(waitingKey(key), (ids = []) =>
    ids.includes(post.id) ? ids : [post.id, ...ids],
  );
}

/** Shows what waits, on top. */
export function showWaiting(key: ListKey): void {
  const ids = (queryClient.getQueryData<string[]>(waitingKey(key)) ?? []).filter(
    (id) => knownPost(id) != null,
  );
  queryClient.setQueryData<string[]>(waitingKey(key), []);
  prepend(key, ids);
}

/** One's own post goes on top at once. */
export function prepend(key: ListKey, ids: readonly string[]): void {
  queryClient.setQueryData<Pages>(key, (pages) => {
    const [first, ...rest] = pages?.pages ?? [];
    if (pages === undefined || first === undefined) return pages;
    const fresh = ids.filter((id) => !pages.pages.some((page) => page.ids.includes(id)));
    return { ...pages, pages: [{ ...first, ids: [...fresh, ...first.ids] }, ...rest] };
  });
}

/** Takes one out, as unfavouriting does in the list of favourites. */
export function removeFrom(key: ListKey, id: string): void {
  queryClient.setQueryData<Pages>(
    key,
    (pages) =>
      pages && {
        ...pages,
        pages: pages.pages.map((page) => ({ ...page, ids: page.ids.filter((one) => one !== id) })),
      },
  );
}

/** The lists' names, which several parts of the client must agree on. */
export const lists = {
  home: ['list', 'home'],
  public: ['list', 'public'],
  favourites: ['list', 'favourites'],
  bookmarks: ['list', 'bookmarks'],
  tag: (tag: string) => ['list', 'tag', tag.toLowerCase()],
  account: (id: string, part: 'posts' | 'replies' | 'media') => ['list', 'account', id, part],
} as const satisfies Record<string, ListKey | ((...args: never[]) => ListKey)>;
