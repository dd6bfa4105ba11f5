/** The whole network as plain data: what a person with paper and pencil would note down. */

/** One number for whatever is made, in the order of making. */
export type Key = number;
export type Name = string;
export type Visibility = 'public' | 'unlisted' | 'private' | 'direct';
export type Mode = 'off' | 'new-accounts' | 'everyone';

/** What an author writes. */
export interface Draft {
  text: string;
  warning: string;
  language: string;
  /** Whom the text names with @. */
  names: readonly Name[];
  tags: readonly string[];
  /** What one may search it by. */
  words: readonly string[];
}

export interface Post {
  key: Key;
  author: Name;
  draft: Draft;
  visibility: Visibility;
  /** What it answers, also when that is gone. */
  parent: Key | null;
  parentAuthor: Name | null;
  /** The post that this boost shows. */
  boosted: Key | null;
  /** In ms. */
  at: number;
  /** Those named who did not block the author when it was written. */
  mentions: readonly Name[];
  version: number;
  deleted: boolean;
}

export interface Submission {
  key: Key;
  author: Name;
  draft: Draft;
  visibility: Visibility;
  parent: { post: Key } | { submission: Key } | null;
  /** The post whose edit it is, and the version it starts from. */
  edits: { post: Key; version: number } | null;
  state: 'pending' | 'approved' | 'rejected' | 'withdrawn';
  version: number;
  published: Key | null;
}

export interface Follow {
  key: Key;
  from: Name;
  to: Name;
  waits: boolean;
  boosts: boolean;
  notify: boolean;
  /** Null: all. */
  languages: readonly string[] | null;
}

export interface Mute {
  from: Name;
  to: Name;
  notifications: boolean;
  /** In ms; null: until unmuted. */
  until: number | null;
}

export interface Mark {
  key: Key;
  who: Name;
  post: Key;
}

export interface Notice {
  to: Name;
  type: string;
  from: Name;
  post: Key | null;
  submission: Key | null;
  /** Nobody is told twice of the same. */
  cause: string;
  dismissed: boolean;
}

export interface Policy {
  mode: Mode;
  approvedPosts: number;
  includeDirect: boolean;
}

export interface State {
  next: Key;
  /** In ms. */
  now: number;
  policy: Policy;
  /** Who decides on submissions; takes no other part. */
  reviewer: Name;
  people: Map<Name, { locked: boolean }>;
  follows: Follow[];
  blocks: { key: Key; from: Name; to: Name }[];
  mutes: Mute[];
  posts: Map<Key, Post>;
  submissions: Map<Key, Submission>;
  favourites: Mark[];
  bookmarks: Mark[];
  notices: Notice[];
}

export function emptyState(reviewer: Name, policy: Policy): State {
  return {
    ...{ next: 1, now: 0, policy, reviewer, people: new Map() },
    ...{ follows: [], blocks: [], mutes: [], posts: new Map(), submissions: new Map() },
    ...{ favourites: [], bookmarks: [], notices: [] },
  };
}

export function newKey(state: State): Key {
  const key = state.next;
  state.next += 1;
  return key;
}

export function livePost(state: State, key: Key | null): Post | null {
  const post = key === null ? undefined : state.posts.get(key);
  return post === undefined || post.deleted ? null : post;
}

/** The post that a boost shows; the post itself otherwise. */
export function shownPost(state: State, post: Post): Post | null {
  return post.boosted === null ? post : livePost(state, post.boosted);
}

export function livePosts(state: State): Post[] {
  return [...state.posts.values()].filter((post) => !post.deleted);
}

export function newestFirst<Item extends { key: Key }>(items: readonly Item[]): Item[] {
  return items.toSorted((one, other) => other.key - one.key);
}
