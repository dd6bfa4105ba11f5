/** The lists of notifications: their pages, and what has arrived and waits above them. */
import type { InfiniteData } from '@tanstack/react-query';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Notice } from '../api/entities.ts';
import type { Page } from '../api/pages.ts';
import { pageOf } from '../api/pages.ts';
import { keepPost } from '../data/posts.ts';
import { queryClient } from '../data/query-client.ts';
import { arriveRequest } from './request-answers.ts';

export type NoticeFilter = 'all' | 'mentions';
type Pages = InfiniteData<Page<Notice>, string | null>;

const listKey = (filter: NoticeFilter) => ['list', 'notifications', filter] as const;
const waitingKey = (filter: NoticeFilter) => ['waiting', 'notifications', filter] as const;

/** The client's own entity has types that masto does not know. */
const isMention = (notice: Notice) => notice.type === 'mention';

const PAGE = 40;

async function load(
  filter: NoticeFilter,
  from: { maxId?: string | null; sinceId?: string },
): Promise<Page<Notice>> {
  const types = filter === 'mentions' ? { types: ['mention' as const] } : {};
  const page = await pageOf<Notice>(api().v1.notifications.list.$raw({ limit: PAGE, ...from, ...types }));
  for (const { status } of page.items) if (status) keepPost(status);
  return page;
}

export function useNotices(filter: NoticeFilter) {
  const list = useInfiniteQuery({
    queryKey: listKey(filter),
    queryFn: ({ pageParam }) => load(filter, { maxId: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60 * 60_000,
  });
  const waiting = useQuery<Notice[]>({
    queryKey: waitingKey(filter),
    queryFn: () => [],
    initialData: [],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60 * 60_000,
  });
  return { ...list, notices: list.data?.pages.flatMap((page) => page.items) ?? [], waiting: waiting.data };
}

/** It waits above the lists that were read, which do not move. */
export function arriveNotice(notice: Notice): void {
  if (notice.status) keepPost(notice.status);
  wait('all', notice);
  if (isMention(notice)) wait('mentions', notice);
  if (notice.type === 'follow_request') arriveRequest(notice.account.id);
}

function wait(filter: NoticeFilter, notice: Notice): void {
  if (queryClient.getQueryData(listKey(filter)) === undefined) return;
  queryClient.setQueryData<Notice[]>(waitingKey(filter), (waiting = []) =>
    waiting.some(({ id }) => id === notice.id) ? waiting : [notice, ...waiting],
  );
}

/** What came while nobody listened waits as well. @throws MastoHttpError */
export async function catchUpNotices(filter: NoticeFilter): Promise<void> {
  const newest = queryClient.getQueryData<Pages>(listKey(filter))?.pages[0]?.items[0];
  const [latest = newest] = queryClient.getQueryData<Notice[]>(waitingKey(filter)) ?? [];
  if (latest === undefined) return;
  const { items } = await load(filter, { sinceId: latest.id });
  // More than a page is missing: the list begins anew.
  if (items.length === PAGE) await queryClient.resetQueries({ queryKey: listKey(filter) });
  else for (const notice of items.toReversed()) wait(filter, notice);
}

export function hasWaitingNotices(filter: NoticeFilter): boolean {
  return (queryClient.getQueryData<Notice[]>(waitingKey(filter)) ?? []).length > 0;
}

/** Puts what waits on top. */
export function showWaitingNotices(filter: NoticeFilter): void {
  const fresh = queryClient.getQueryData<Notice[]>(waitingKey(filter)) ?? [];
  if (fresh.length === 0) return;
  queryClient.setQueryData<Notice[]>(waitingKey(filter), []);
  queryClient.setQueryData<Pages>(listKey(filter), (pages) => {
    const [first, ...rest] = pages?.pages ?? [];
    if (pages === undefined || first === undefined) return pages;
    const known = new Set(pages.pages.flatMap((page) => page.items.map(({ id }) => id)));
    const items = [...fresh.filter(({ id }) => !known.has(id)), ...first.items];
    return { ...pages, pages: [{ ...first, items }, ...rest] };
  });
}
