/** Posts, boosts and marks, once they need nobody's approval. Each answers what the API owes. */

import { hasBlocked } from './edges.ts';
import {
  dismiss,
  tellBoosters,
  tellFollowers,
  tellOfBoost,
  tellOfFavourite,
  tellOfMentions,
} from './notices.ts';
import { maySee } from './rules.ts';
import type { Draft, Key, Name, Post, State, Visibility } from './state.ts';
import { livePost, livePosts, newKey, shownPost } from './state.ts';

/** `made`: what the answer shows, by its key. */
export interface Answer {
  status: number;
  made?: Key;
  /** The submission as which an edit waits. */
  held?: Key;
}

/** Whoever blocked the author is not reached. */
export function mentionable(state: State, author: Name, names: readonly Name[]): Name[] {
  return [...new Set(names)].filter((name) => state.people.has(name) && !hasBlocked(state, name, author));
}

export function publish(
  state: State,
  author: Name,
  draft: Draft,
  visibility: Visibility,
  parent: Post | null,
): Post {
  const post: Post = {
    ...{ key: newKey(state), author, draft, visibility, boosted: null, at: state.now },
    ...{ parent: parent?.key ?? null, parentAuthor: parent?.author ?? null },
    ...{ mentions: mentionable(state, author, draft.names), version: 1, deleted: false },
  };
  state.posts.set(post.key, post);
  tellOfMentions(state, post, post.mentions);
  tellFollowers(state, post);
  return post;
}

/** A post as somebody names it, perhaps by a boost; null: unknown to them. */
export function target(state: State, who: Name, key: Key): Post | null {
  const named = livePost(state, key);
  if (named === null || !maySee(state, who, named)) return null;
  const post = shownPost(state, named);
  return post !== null && maySee(state, who, post) ? post : null;
}

export function boostBy(state: State, who: Name, post: Key): Post | undefined {
  return livePosts(state).find((one) => one.author === who && one.boosted === post);
}

const nothing: Draft = { text: '', warning: '', language: '', names: [], tags: [], words: [] };

export function boost(state: State, who: Name, key: Key, asked: Visibility): Answer {
  const post = target(state, who, key);
  if (post === null) return { status: 404 };
  const mayBoost = post.visibility === 'private' ? post.author === who : post.visibility !== 'direct';
  if (!mayBoost) return { status: 403 };
  const known = boostBy(state, who, post.key);
  if (known !== undefined) return { status: 200, made: known.key };
  const visibility = post.visibility === 'private' || asked === 'direct' ? 'private' : asked;
  const made: Post = {
    ...{ key: newKey(state), author: who, draft: nothing, visibility, boosted: post.key, at: state.now },
    ...{ parent: null, parentAuthor: null, mentions: [], version: 1, deleted: false },
  };
  state.posts.set(made.key, made);
  tellOfBoost(state, made, post);
  return { status: 200, made: made.key };
}

/** What somebody did can be undone also where it can no longer be seen; the answer is 404 then. */
function undoable(state: State, key: Key): Key | null {
  const named = livePost(state, key);
  return named === null ? null : (named.boosted ?? named.key);
}

export function unboost(state: State, who: Name, key: Key): Answer {
  const post = undoable(state, key);
  const own = post === null ? undefined : boostBy(state, who, post);
  if (own !== undefined) bury(state, own);
  return { status: seen(state, who, post) ? 200 : 404 };
}

function seen(state: State, who: Name, key: Key | null): boolean {
  return key !== null && target(state, who, key) !== null;
}

export function favourite(state: State, who: Name, key: Key): Answer {
  const post = target(state, who, key);
  if (post === null) return { status: 404 };
  const mark = addMark(state, 'favourites', who, post);
  if (mark !== null) tellOfFavourite(state, mark, who, post);
  return { status: 200 };
}

export function bookmark(state: State, who: Name, key: Key): Answer {
  const post = target(state, who, key);
  if (post === null) return { status: 404 };
  addMark(state, 'bookmarks', who, post);
  return { status: 200 };
}

function addMark(state: State, kind: 'favourites' | 'bookmarks', who: Name, post: Post): Key | null {
  if (state[kind].some((one) => one.who === who && one.post === post.key)) return null;
  const key = newKey(state);
  state[kind].push({ key, who, post: post.key });
  return key;
}

export function unfavourite(state: State, who: Name, key: Key): Answer {
  return unmark(state, 'favourites', who, key);
}

export function unbookmark(state: State, who: Name, key: Key): Answer {
  return unmark(state, 'bookmarks', who, key);
}

function unmark(state: State, kind: 'favourites' | 'bookmarks', who: Name, key: Key): Answer {
  const post = undoable(state, key);
  const mark = state[kind].find((one) => one.who === who && one.post === post);
  state[kind] = state[kind].filter((one) => one !== mark);
  if (kind === 'favourites' && mark !== undefined)
    dismiss(state, (notice) => notice.cause === `favourite:${mark.key}`);
  return { status: target(state, who, key) === null ? 404 : 200 };
}

/** Takes a post away, and with it its boosts and whatever told of it. */
export function bury(state: State, post: Post): void {
  post.deleted = true;
  dismiss(state, (notice) => notice.post === post.key);
  for (const boost of livePosts(state).filter((one) => one.boosted === post.key)) bury(state, boost);
}

export function applyEdit(state: State, post: Post, draft: Draft): void {
  const before = post.mentions;
  post.draft = draft;
  post.version += 1;
  post.mentions = mentionable(state, post.author, draft.names);
  tellOfMentions(state, post, [...before, ...post.mentions]);
  tellBoosters(state, post);
}
