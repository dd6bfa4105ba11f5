/** Who is told of what. */

import { blockBetween, muteOf } from './edges.ts';
import { maySee, shown } from './rules.ts';
import type { Key, Name, Notice, Post, State } from './state.ts';
import { livePost, livePosts, shownPost } from './state.ts';

type News = Pick<Notice, 'to' | 'type' | 'from' | 'cause'> & { post?: Key; submission?: Key };

/** Once per cause, and nobody of their own acts. */
export function tell(state: State, news: News): void {
  const known = state.notices.some((one) => one.to === news.to && one.cause === news.cause);
  if (known) return;
  state.notices.push({ post: null, submission: null, ...news, dismissed: false });
}

function tellOther(state: State, news: News): void {
  if (news.to !== news.from) tell(state, news);
}

export function dismiss(state: State, which: (notice: Notice) => boolean): void {
  for (const notice of state.notices) if (which(notice)) notice.dismissed = true;
}

export function tellOfMentions(state: State, post: Post, names: readonly Name[]): void {
  for (const to of names)
    tellOther(state, {
      to,
      type: 'mention',
      from: post.author,
      post: post.key,
      cause: `mention:${post.key}`,
    });
}

/** Those who asked to hear of every post, unless they are mentioned; answers to others are no news. */
export function tellFollowers(state: State, post: Post): void {
  if (!tellsFollowers(post)) return;
  for (const { from: to } of state.follows.filter(
    (one) => one.to === post.author && !one.waits && one.notify,
  ))
    if (!post.mentions.includes(to))
      tellOther(state, {
        to,
        type: 'status',
        from: post.author,
        post: post.key,
        cause: `status:${post.key}`,
      });
}

function tellsFollowers(post: Post): boolean {
  const answersOther = post.parent !== null && post.parentAuthor !== post.author;
  return post.boosted === null && !answersOther && post.visibility !== 'direct';
}

export function tellOfBoost(state: State, boost: Post, of: Post): void {
  const cause = `reblog:${boost.key}`;
  tellOther(state, { to: of.author, type: 'reblog', from: boost.author, post: boost.key, cause });
}

/** Those who boosted a post hear of its edit. */
export function tellBoosters(state: State, post: Post): void {
  const cause = `update:${post.key}:${post.version}`;
  for (const boost of livePosts(state).filter((one) => one.boosted === post.key))
    tellOther(state, { to: boost.author, type: 'update', from: post.author, post: post.key, cause });
}

export function tellOfFavourite(state: State, key: Key, who: Name, post: Post): void {
  const cause = `favourite:${key}`;
  tellOther(state, { to: post.author, type: 'favourite', from: who, post: post.key, cause });
}

/** What the list of notifications shows now, in no order. */
export function noticesFor(state: State, to: Name): Notice[] {
  return state.notices.filter((one) => one.to === to && !one.dismissed && isWelcome(state, one));
}

function isWelcome(state: State, notice: Notice): boolean {
  if (notice.submission !== null) return true;
  if (blockBetween(state, notice.to, notice.from)) return false;
  if (muteOf(state, notice.to, notice.from)?.notifications === true) return false;
  if (notice.post === null) return true;
  const post = livePost(state, notice.post);
  return post !== null && shown(state, notice.to, post, 'one');
}

/** The post that a notification shows. */
export function postOf(state: State, notice: Notice): Post | null {
  const post = livePost(state, notice.post);
  const inner = post === null ? null : shownPost(state, post);
  return inner !== null && maySee(state, notice.to, inner) ? inner : null;
}
