/** What arrives over the socket, put where it belongs. */

import type { Post } from '../api/entities.ts';
import { session } from '../api/session.ts';
import type { ListKey } from '../data/lists.ts';
import { arrive, catchUpAll, lists, prepend, removeWaiting } from '../data/lists.ts';
import { forgetPost, keepHeard, knownPost } from '../data/posts.ts';
import { queryClient } from '../data/query-client.ts';
import type { Frame } from './frames.ts';

export function take(frame: Frame): void {
  switch (frame.event) {
    case 'update':
      takePost(frame.stream, frame.post);
      break;
    case 'status.update':
      // Of a post that nothing shows nothing need be known.
      if (knownPost(frame.post.id) != null) keepHeard(frame.post);
      break;
    case 'delete':
      // One's own that waited has been decided, or taken back: its author is shown which (approval/news.tsx).
      if (knownPost(frame.id)?.approval?.submissionId === frame.id) break;
      forgetPost(frame.id);
      removeWaiting(frame.id);
      break;
    case 'notification':
      if (frame.notice.status) keepHeard(frame.notice.status as Post);
      break;
    case 'resync':
      missedSomething();
      break;
  }
}

function takePost(stream: string, post: Post): void {
  const key = listOf(stream);
  if (key === null) return;
  keepHeard(post);
  // One's own, written here or on another device, is what one wants to see.
  const own = post.account.id === session.current()?.accountId;
  if (own && !post.reblog) prepend(key, [post.id]);
  else arrive(key, post);
}

/** The stream has a hole. */
export function missedSomething(): void {
  catchUpAll();
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isOfNotices(queryKey) });
}

const isOfNotices = ([kind, of]: readonly unknown[]) => kind === 'list' && of === 'notifications';

function listOf(stream: string): ListKey | null {
  if (stream === 'user') return lists.home;
  if (stream === 'public' || stream === 'public:local') return lists.public;
  if (stream.startsWith('hashtag:')) return lists.tag(stream.slice('hashtag:'.length));
  return null;
}
