/** What stands around a post: the ids of what it answers, and of the answers to it in any order. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Post } from '../api/entities.ts';
import { useSession } from '../api/session.ts';
import { keepPost, keepPosts } from './posts.ts';
import { queryClient } from './query-client.ts';

export interface Thread {
  /** Of the post; another one than was asked for when that stood for it, as before an approval. */
  id: string;
  /** From the first one down. */
  ancestors: string[];
  answers: string[];
}

const kind = 'thread';
const POLL = 30_000;

/** The post itself comes anew with it: its numbers have changed since a list brought it. */
const threadOf = (id: string) => ({
  queryKey: [kind, id],
  queryFn: async (): Promise<Thread> => {
    const status = api().v1.statuses.$select(id);
    const [post, { ancestors, descendants }] = await Promise.all([status.fetch(), status.context.fetch()]);
    keepPost(post);
    return { id: post.id, ancestors: keepPosts(ancestors), answers: keepPosts(descendants) };
  },
});

export function useThread(id: string) {
  const signedIn = useSession((state) => state.signedIn !== null);
  // Long enough for what was asked for just before the page was shown.
  return useQuery({
    ...threadOf(id),
    staleTime: 2000,
    // The stream is for people with an account.
    refetchInterval: signedIn ? false : POLL,
  });
}

/** For before the first render. */
export function prefetchThread(id: string): Promise<void> {
  return queryClient.prefetchQuery({ ...threadOf(id), staleTime: 0 });
}

/** An answer that came by: it is added to the threads it belongs to. */
export function addToThreads(post: Post): void {
  const { inReplyToId: parent, id } = post;
  if (parent == null) return;
  queryClient.setQueriesData<Thread>({ queryKey: [kind] }, (thread) => {
    if (thread === undefined || thread.answers.includes(id)) return thread;
    if (thread.id !== parent && !thread.answers.includes(parent)) return thread;
    return { ...thread, answers: [...thread.answers, id] };
  });
}

/** Frames may have been missed. */
export function refreshThreads(): void {
  void queryClient.invalidateQueries({ queryKey: [kind] });
}
