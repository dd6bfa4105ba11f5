/** A status as the model says it looks to one viewer, in the terms of the model. */
import { heldEdit } from './approval.ts';
import { boostBy } from './posting.ts';
import type { Viewer } from './rules.ts';
import type { Key, Name, Post, State, Visibility } from './state.ts';
import { livePosts, shownPost } from './state.ts';

export interface PostView {
  key: Key | null;
  author: AccountView;
  text: string;
  warning: string;
  language: string | null;
  visibility: Visibility;
  parent: Key | null;
  parentAuthor: Name | null;
  mentions: Name[];
  tags: string[];
  edited: boolean;
  replies: number;
  boosts: number;
  favourites: number;
  /** The viewer's own marks; null for those who are not signed in. */
  marks: { favourited: boolean; boosted: boolean; bookmarked: boolean } | null;
  /** The submission as which an edit waits; for the author alone. */
  held: Key | null;
  boosted: PostView | null;
}

export interface AccountView {
  name: Name;
  locked: boolean;
  followers: number;
  following: number;
  posts: number;
  /** The day of the newest post that counts. */
  last: string | null;
}

export function accountView(state: State, name: Name): AccountView {
  const active = state.follows.filter((one) => !one.waits);
  const posts = livePosts(state).filter((post) => post.author === name);
  const counted = posts.filter((post) => post.visibility !== 'direct');
  const newest = counted.at(-1);
  return {
    name,
    locked: state.people.get(name)?.locked === true,
    followers: active.filter((one) => one.to === name).length,
    following: active.filter((one) => one.from === name).length,
    posts: counted.length,
    last: newest === undefined ? null : new Date(newest.at).toISOString().slice(0, 10),
  };
}

export function postView(state: State, viewer: Viewer, post: Post): PostView {
  const inner = post.boosted === null ? null : shownPost(state, post);
  return { ...oneView(state, viewer, post), boosted: inner === null ? null : oneView(state, viewer, inner) };
}

function oneView(state: State, viewer: Viewer, post: Post): PostView {
  const { key, author, draft, boosted } = post;
  const live = livePosts(state);
  const open = (one: Post) => one.visibility === 'public' || one.visibility === 'unlisted';
  return {
    key,
    author: accountView(state, author),
    text: draft.text,
    warning: draft.warning,
    language: boosted === null ? draft.language : null,
    visibility: post.visibility,
    parent: post.parent,
    parentAuthor: post.parentAuthor,
    mentions: post.mentions.toSorted(),
    tags: draft.tags.toSorted(),
    edited: post.version > 1,
    replies: live.filter((one) => one.parent === key && open(one)).length,
    boosts: live.filter((one) => one.boosted === key).length,
    favourites: state.favourites.filter((one) => one.post === key).length,
    marks: viewer === null ? null : marksOf(state, viewer, boosted ?? key),
    held: viewer === author ? (heldEdit(state, key)?.key ?? null) : null,
    boosted: null,
  };
}

function marksOf(state: State, who: Name, post: Key) {
  const marked = (kind: 'favourites' | 'bookmarks') =>
    state[kind].some((one) => one.who === who && one.post === post);
  return {
    favourited: marked('favourites'),
    boosted: boostBy(state, who, post) !== undefined,
    bookmarked: marked('bookmarks'),
  };
}
