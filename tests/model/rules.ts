/** Who sees what, and where. */

import { blockBetween, followOf, follows, muteOf } from './edges.ts';
import type { Key, Name, Post, State } from './state.ts';
import { livePost, livePosts, newestFirst, shownPost } from './state.ts';

const DAY = 24 * 60 * 60_000;

/** Null: somebody who is not signed in. */
export type Viewer = Name | null;

/** one: asked for by name. profile: in the list of its author. list: in a timeline or a thread. */
export type Place = 'one' | 'profile' | 'list';

export function maySee(state: State, viewer: Viewer, post: Post): boolean {
  if (post.deleted) return false;
  if (post.author === viewer) return true;
  const open = post.visibility === 'public' || post.visibility === 'unlisted';
  if (viewer === null) return open;
  if (blockBetween(state, viewer, post.author)) return false;
  if (open || post.mentions.includes(viewer)) return true;
  return post.visibility === 'private' && follows(state, viewer, post.author);
}

function muted(state: State, viewer: Viewer, author: Name): boolean {
  return viewer !== null && viewer !== author && muteOf(state, viewer, author) !== undefined;
}

export function shown(state: State, viewer: Viewer, post: Post, place: Place): boolean {
  if (!maySee(state, viewer, post)) return false;
  if (place === 'list' && muted(state, viewer, post.author)) return false;
  if (post.boosted === null) return true;
  const inner = shownPost(state, post);
  if (inner === null || !maySee(state, viewer, inner)) return false;
  return place === 'one' || !muted(state, viewer, inner.author);
}

export function home(state: State, me: Name): Post[] {
  const candidates = newestFirst(livePosts(state)).filter((post) => isCandidate(state, me, post));
  return candidates.filter((post) => post.boosted === null || !isRepeated(post, candidates));
}

function isCandidate(state: State, me: Name, post: Post): boolean {
  if (!shown(state, me, post, 'list')) return false;
  if (post.author === me) return true;
  const follow = followOf(state, me, post.author);
  if (follow === undefined || follow.waits) return false;
  if (post.boosted !== null) return follow.boosts;
  if (follow.languages !== null && !follow.languages.includes(post.draft.language)) return false;
  const answered = post.parentAuthor;
  return answered === null || answered === me || answered === post.author || follows(state, me, answered);
}

/** The post itself, or another boost of it, came at most a day before. */
function isRepeated(boost: Post, candidates: readonly Post[]): boolean {
  return candidates.some((other) => {
    const same = other.key === boost.boosted || other.boosted === boost.boosted;
    return same && other.key < boost.key && boost.at - other.at <= DAY;
  });
}

export function publicTimeline(state: State, viewer: Viewer): Post[] {
  return newestFirst(livePosts(state)).filter(
    (post) =>
      post.visibility === 'public' &&
      post.boosted === null &&
      (post.parentAuthor === null || post.parentAuthor === post.author) &&
      shown(state, viewer, post, 'list'),
  );
}

export function tagTimeline(state: State, viewer: Viewer, tag: string): Post[] {
  return newestFirst(livePosts(state)).filter(
    (post) =>
      post.visibility === 'public' &&
      post.boosted === null &&
      post.draft.tags.includes(tag) &&
      shown(state, viewer, post, 'list'),
  );
}

export function accountTimeline(state: State, viewer: Viewer, owner: Name): Post[] {
  if (viewer !== null && blockBetween(state, viewer, owner)) return [];
  return newestFirst(livePosts(state)).filter(
    (post) => post.author === owner && shown(state, viewer, post, 'profile'),
  );
}

export interface Thread {
  ancestors: Post[];
  descendants: Post[];
}

/** Deleted posts are left out, what hangs on them is not. */
export function thread(state: State, viewer: Viewer, post: Post): Thread {
  const visible = (keys: readonly Key[]) =>
    keys.flatMap((key) => {
      const one = livePost(state, key);
      return one !== null && shown(state, viewer, one, 'list') ? one : [];
    });
  const below = visible(keysBelow(state, post.key));
  const own = (one: Post) => one.parentAuthor === one.author;
  return {
    ancestors: visible(keysAbove(state, post)),
    // What continues a post comes before what others say to it.
    descendants: [...below.filter(own), ...below.filter((one) => !own(one))],
  };
}

function keysAbove(state: State, post: Post): Key[] {
  const parent = post.parent === null ? undefined : state.posts.get(post.parent);
  return parent === undefined ? [] : [...keysAbove(state, parent), parent.key];
}

function keysBelow(state: State, key: Key): Key[] {
  const answers = [...state.posts.values()].filter((one) => one.parent === key);
  return answers.flatMap((one) => [one.key, ...keysBelow(state, one.key)]);
}

/** Who marked a post, as far as the viewer wants to know, newest first. */
export function favouriters(state: State, viewer: Viewer, post: Post): Name[] {
  const marks = newestFirst(state.favourites.filter((one) => one.post === post.key));
  return marks.map((mark) => mark.who).filter((who) => isWanted(state, viewer, who));
}

export function boosters(state: State, viewer: Viewer, post: Post): Name[] {
  const boosts = newestFirst(livePosts(state)).filter(
    (one) => one.boosted === post.key && (one.visibility === 'public' || one.visibility === 'unlisted'),
  );
  return boosts.map((one) => one.author).filter((who) => isWanted(state, viewer, who));
}

function isWanted(state: State, viewer: Viewer, who: Name): boolean {
  return viewer === null || (!blockBetween(state, viewer, who) && !muted(state, viewer, who));
}

/** A person's own marks, newest mark first. */
export function marked(state: State, kind: 'favourites' | 'bookmarks', me: Name): Post[] {
  return newestFirst(state[kind].filter((one) => one.who === me)).flatMap((mark) => {
    const post = livePost(state, mark.post);
    return post !== null && shown(state, me, post, 'one') ? post : [];
  });
}

/** Everybody finds public posts; one's own, those that name one and those one kept are found too. */
export function foundBy(state: State, me: Name, word: string): Post[] {
  return newestFirst(livePosts(state)).filter((post) => {
    const theirs = post.author === me || post.mentions.includes(me) || keeps(state, me, post);
    return (
      post.draft.words.includes(word) &&
      (post.visibility === 'public' || theirs) &&
      shown(state, me, post, 'list')
    );
  });
}

function keeps(state: State, me: Name, post: Post): boolean {
  const marks = [...state.favourites, ...state.bookmarks];
  return (
    marks.some((one) => one.who === me && one.post === post.key) ||
    livePosts(state).some((one) => one.author === me && one.boosted === post.key)
  );
}
