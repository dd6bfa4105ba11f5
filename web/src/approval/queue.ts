/** The queue as a reviewer sees it: what waits for everybody, a page at a time, and what became of it. Memory only. */
import type { InfiniteData } from '@tanstack/react-query';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { request } from '../api/client.ts';
import type { Account, Post, Submission } from '../api/entities.ts';
import { nextIn } from '../api/pages.ts';
import type { IdPage } from '../data/list-state.ts';
import { queryClient } from '../data/query-client.ts';
import { recountQueue } from './queue-count.ts';
import { isNews } from './states.ts';

export type Order = 'oldest' | 'newest';
export type Decider = Pick<Account, 'id' | 'username'>;

export interface Reviewed {
  submission: Submission;
  /** What stood there before its author revised it under the reviewer's eyes. */
  earlier: Submission | null;
  /** When that was, in ms; 0: never. */
  revisedAt: number;
  /** Who decided, where that is known. */
  decidedBy: Decider | null;
}

export const adminPath = '/api/v1/admin/submissions';
const PAGE = 20;
const itemKey = (id: string) => ['review', 'item', id] as const;
const queueKey = (order: Order) => ['review', 'queue', order] as const;
type Pages = InfiniteData<IdPage, string | null>;

/** Rises with every change of one that is known: for whoever shows sums of them. */
export const useQueueChanges = create(() => ({ number: 0 }));

export function keepReviewed(submission: Submission, decidedBy: Decider | null = null): string {
  const { submissionId: id, version } = submission.approval;
  if (reviewed(id) !== undefined) useQueueChanges.setState(({ number }) => ({ number: number + 1 }));
  queryClient.setQueryData<Reviewed>(itemKey(id), (known) => {
    if (known === undefined) return { submission, earlier: null, revisedAt: 0, decidedBy };
    if (!isNews(known.submission.approval, submission.approval)) return known;
    const revised = version > known.submission.approval.version;
    return {
      submission,
      earlier: revised ? (known.earlier ?? known.submission) : known.earlier,
      revisedAt: revised ? Date.now() : known.revisedAt,
      decidedBy: decidedBy ?? known.decidedBy,
    };
  });
  return id;
}

export function reviewed(id: string): Reviewed | undefined {
  return queryClient.getQueryData<Reviewed>(itemKey(id));
}

export function isWaiting(id: string): boolean {
  return reviewed(id)?.submission.approval.state === 'pending';
}

export function useReviewed(id: string) {
  return useQuery({
    queryKey: itemKey(id),
    queryFn: async (): Promise<Reviewed> => ({
      submission: (await fetchDetail(id)).submission,
      earlier: null,
      revisedAt: 0,
      decidedBy: null,
    }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export interface Detail {
  submission: Submission;
  /** From the root of the thread down to what it answers. */
  thread: (Post | Submission)[];
}

export async function fetchDetail(id: string): Promise<Detail> {
  const { data } = await request<Submission & { thread: Detail['thread'] }>('GET', `${adminPath}/${id}`);
  const { thread, ...submission } = data;
  return { submission: submission as Submission, thread };
}

export interface Asked {
  items: Submission[];
  /** Where the next page begins; null: there is none. */
  next: string | null;
}

/** In the queue's order. @param from cursor of the page; null: the first */
export async function fetchQueue(order: Order, from: string | null, limit = PAGE): Promise<Asked> {
  // The API's lists are newest first, but for those right above a bound.
  const bound = order === 'oldest' ? { min_id: from ?? '1' } : { max_id: from ?? undefined };
  const { data, headers } = await request<Submission[]>('GET', adminPath, {
    query: { state: 'pending', limit, ...bound },
  });
  if (order === 'newest') return { items: data, next: nextIn(headers) };
  const items = data.toReversed();
  return { items, next: items.length < limit ? null : (items.at(-1)?.approval.submissionId ?? null) };
}

export function useQueue(order: Order) {
  const list = useInfiniteQuery({
    queryKey: queueKey(order),
    queryFn: async ({ pageParam }): Promise<IdPage> => {
      const { items, next } = await fetchQueue(order, pageParam);
      return { ids: items.map((item) => keepReviewed(item)), next };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // What one looks at changes by the stream and by looks in between, and is asked for anew with each visit.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return { ...list, ids: [...new Set(list.data?.pages.flatMap((page) => page.ids))] };
}

/** Whether the queue on the screen goes to its end. */
export function isQueueWhole(order: Order): boolean {
  return queryClient.getQueryData<Pages>(queueKey(order))?.pages.at(-1)?.next === null;
}

/** What newly waits: at the end of the oldest first, on top of the newest first. */
export function enqueue(order: Order, ids: readonly string[]): void {
  recountQueue((counted) => [...new Set([...counted, ...ids])]);
  queryClient.setQueryData<Pages>(queueKey(order), (queue) => {
    const known = queue?.pages.flatMap((page) => page.ids) ?? [];
    const fresh = ids.filter((id) => !known.includes(id));
    if (queue === undefined || fresh.length === 0) return queue;
    const at = order === 'oldest' ? queue.pages.length - 1 : 0;
    const add = (page: IdPage) => (order === 'oldest' ? [...page.ids, ...fresh] : [...fresh, ...page.ids]);
    return {
      ...queue,
      pages: queue.pages.map((page, index) => (index === at ? { ...page, ids: add(page) } : page)),
    };
  });
}

/** Off the screen: what became of it has been seen. */
export function dequeue(id: string): void {
  recountQueue((ids) => ids.filter((one) => one !== id));
  queryClient.setQueriesData<Pages>(
    { queryKey: ['review', 'queue'] },
    (queue) =>
      queue && {
        ...queue,
        pages: queue.pages.map((page) => ({ ...page, ids: page.ids.filter((one) => one !== id) })),
      },
  );
}
