/**
 * Posts by id, each once: lists hold ids, so that a favourite, an edit or a deletion shows everywhere at the same
 * moment, and a list of ten thousand is small.
 */
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { Post } from '../api/entities.ts';
import { queryClient } from './query-client.ts';

export const postKey = (id: string) => ['post', id] as const;

/** @returns their ids, in the same order */
export function keepPosts(posts: readonly Post[]): string[] {
  for (const post of posts) keepPost(post);
  return posts.map(({ id }) => id);
}

export function keepPost(post: Post): void {
  if (post.reblog) keepPost(post.reblog as Post);
  queryClient.setQueryData<Post | null>(postKey(post.id), post);
}

/** From a stream: the copy is made for all who hear it, so what this person did with the post stays as it is known. */
export function keepHeard(post: Post): void {
  if (post.reblog) keepHeard(post.reblog as Post);
  const known = knownPost(post.id);
  const own = known == null ? {} : pick(known);
  queryClient.setQueryData<Post | null>(postKey(post.id), { ...post, ...own });
}

function pick({ favourited, reblogged, bookmarked, muted }: Post): Partial<Post> {
  return { favourited, reblogged, bookmarked, muted };
}

/** undefined: never seen. null: deleted, or not to be seen any more. */
export function knownPost(id: string): Post | null | undefined {
  return queryClient.getQueryData<Post | null>(postKey(id));
}

export function changePost(id: string, change: (post: Post) => Post): void {
  queryClient.setQueryData<Post | null>(postKey(id), (post) => (post == null ? post : change(post)));
}

/** Lists leave it out from now on. */
export function forgetPost(id: string): void {
  queryClient.setQueryData<Post | null>(postKey(id), null);
}

/** The post, asked for where no list has brought it. data null: gone. */
export function usePost(id: string) {
  return useQuery({
    queryKey: postKey(id),
    queryFn: async (): Promise<Post | null> => {
      const post = await api().v1.statuses.$select(id).fetch();
      if (post.reblog) keepPost(post.reblog);
      return post;
    },
  });
}

/** The post as far as it is known, where something else asks for it. null: gone. */
export function useKnownPost(id: string): Post | null | undefined {
  return useQuery<Post | null>({ queryKey: postKey(id), enabled: false }).data;
}
