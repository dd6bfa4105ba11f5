/** What one does with a post: shown at once, taken back when the server refuses. */
import { api } from '../api/client.ts';
import type { Post } from '../api/entities.ts';
import type { ListKey } from '../data/lists.ts';
import { lists, prepend, removeFrom } from '../data/lists.ts';
import { changePost, keepPost, knownPost } from '../data/posts.ts';
import { queryClient } from '../data/query-client.ts';
import { toastTrouble } from '../ui/toasts.tsx';

type Switch = 'favourited' | 'reblogged' | 'bookmarked';

const counts = { favourited: 'favouritesCount', reblogged: 'reblogsCount', bookmarked: null } as const;
const kept: Record<Switch, ListKey | null> = {
  favourited: lists.favourites,
  bookmarked: lists.bookmarks,
  reblogged: null,
};

/** Turns it on or off. The last of several quick presses is what holds, whatever order the answers come in. */
export async function toggle(id: string, what: Switch): Promise<void> {
  const before = knownPost(id);
  if (before == null) return;
  const on = before[what] !== true;
  turn(id, what, on);
  const key = kept[what];
  if (key !== null) on ? prepend(key, [id]) : removeFrom(key, id);
  try {
    const answer = await send(id, what, on);
    if (knownPost(id)?.[what] === on) keepPost(answer);
  } catch (error) {
    if (knownPost(id)?.[what] === on) turn(id, what, !on);
    if (key !== null) void queryClient.invalidateQueries({ queryKey: key });
    toastTrouble(error);
  }
}

function turn(id: string, what: Switch, on: boolean): void {
  const count = counts[what];
  changePost(id, (post) => ({
    ...post,
    [what]: on,
    ...(count === null ? {} : { [count]: Math.max(0, post[count] + (on ? 1 : -1)) }),
  }));
}

async function send(id: string, what: Switch, on: boolean): Promise<Post> {
  const post = api().v1.statuses.$select(id);
  switch (what) {
    case 'favourited':
      return on ? post.favourite() : post.unfavourite();
    case 'bookmarked':
      return on ? post.bookmark() : post.unbookmark();
    case 'reblogged': {
      const answer = on ? await post.reblog() : await post.unreblog();
      // A boost answers with the boost, around what was boosted.
      return answer.reblog ?? answer;
    }
  }
}
