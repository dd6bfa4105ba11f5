/** What follows in the lists of posts when somebody is muted, blocked or unfollowed: their posts go at once. */
import type { Post } from '../api/entities.ts';
import type { ListKey } from '../data/lists.ts';
import { lists, removeFrom } from '../data/lists.ts';
import { knownPost } from '../data/posts.ts';
import { queryClient } from '../data/query-client.ts';
import type { PersonAction } from './follow-state.ts';

type Leaves = (post: Post) => boolean;

export function applyToLists(id: string, action: PersonAction): void {
  const byThem: Leaves = ({ account, reblog }) => account.id === id || reblog?.account.id === id;
  switch (action) {
    case 'mute':
    case 'block':
      for (const key of keysOf(['home', 'public', 'tag'])) leave(key, byThem);
      break;
    case 'unfollow':
      leave(lists.home, ({ account }) => account.id === id);
      break;
    case 'hide-boosts':
      leave(lists.home, ({ account, reblog }) => account.id === id && reblog != null);
      break;
    case 'notify':
    case 'stop-notifying':
      return;
    default:
      // What comes in is in the middle of a list: asked for anew when it is next shown.
      void queryClient.invalidateQueries({ queryKey: ['list'], refetchType: 'none' });
  }
  void queryClient.invalidateQueries({ queryKey: ['accounts'], refetchType: 'none' });
}

function keysOf(kinds: readonly string[]): ListKey[] {
  const all = queryClient.getQueryCache().findAll({ queryKey: ['list'] });
  return all.map(({ queryKey }) => queryKey as ListKey).filter(([, kind]) => kinds.includes(String(kind)));
}

function leave(key: ListKey, leaves: Leaves): void {
  const ids = queryClient.getQueryData<{ ids: readonly string[] }>(key)?.ids ?? [];
  for (const id of ids) {
    const post = knownPost(id);
    if (post != null && leaves(post)) removeFrom(key, id);
  }
}
