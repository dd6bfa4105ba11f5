/** Endless lists of posts: what is shown, what waits above it, and how more of both comes in. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Post } from '../api/entities.ts';
import type { Page } from '../api/pages.ts';
import { noteAnswer, noteTrouble } from './connection.ts';
import type { IdPage, ListState } from './list-state.ts';
import * as state from './list-state.ts';
import { placeIn } from './places.ts';
import { keepPosts, knownPost } from './posts.ts';
import { queryClient } from './query-client.ts';

export type { IdPage } from './list-state.ts';
export type ListKey = readonly [kind: 'list', ...rest: (string | boolean)[]];

export interface PostListOptions {
  key: ListKey;
  /**
   * @param maxId of the page; null for the newest
   * @param sinceId only what is newer; a list that cannot ask so leaves it out and gets its newest page
   */
  load(maxId: string | null, sinceId?: string): Promise<Page<Post>>;
  /** Ordered by something else than the posts' ids, as favourites are. */
  byRecord?: true;
}

/** Of one page, which all lists ask for. */
export const PAGE = 20;

/** Every list that was read, so that it can be asked again when something was missed. */
const known = new Map<string, { options: PostListOptions; shown: number; asked: number }>();

export const listName = (key: ListKey): string => key.join();

export function usePostList(options: PostListOptions) {
  const { key } = options;
  const name = listName(key);
  const list = useQuery({
    queryKey: key,
    queryFn: () => begin(options),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  const more = useQuery({
    queryKey: ['more', ...key],
    queryFn: () => older(options),
    enabled: false,
    gcTime: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: by its name a list is the same
  useEffect(() => {
    const about = known.get(name) ?? { options, shown: 0, asked: Date.now() };
    about.options = options;
    about.shown += 1;
    known.set(name, about);
    return () => {
      about.shown -= 1;
    };
  }, [name]);
  return { ...list, more };
}

/** From the top, or from where somebody was. */
async function begin(options: PostListOptions): Promise<ListState> {
  const from = options.byRecord === true ? undefined : placeIn(listName(options.key))?.from;
  noteAsked(options);
  const [top, there] = await Promise.all([
    pageOf(options, null),
    from == null ? null : pageOf(options, state.justAbove(from)),
  ]);
  if (from == null || there === null || there.ids.length === 0 || top.ids.includes(from)) {
    return state.listOf(top);
  }
  return state.withNewest(state.listOf(there), top, false);
}

/** For before the first render: so that what is shown first is the list. */
export function prefetchList(options: PostListOptions): Promise<void> {
  return queryClient.prefetchQuery({
    queryKey: options.key,
    queryFn: () => begin(options),
    staleTime: 30_000,
  });
}

async function older(options: PostListOptions): Promise<null> {
  const list = listAt(options.key);
  if (list === undefined || list.next === null) return null;
  const page = await pageOf(options, list.next);
  // Meanwhile the list may have begun anew.
  change(options.key, (now) => (now.next === list.next ? state.withOlder(now, page) : now));
  return null;
}

/** Asks for what may have been missed; it waits above the list. Two that ask at once ask together. */
export async function catchUp(options: PostListOptions): Promise<void> {
  await queryClient.fetchQuery({
    queryKey: ['newest', ...options.key],
    queryFn: () => newest(options),
    gcTime: 0,
  });
}

async function newest(options: PostListOptions): Promise<null> {
  noteAsked(options);
  const page = await pageOf(options, null);
  change(options.key, (list) => {
    const gone = options.byRecord === true ? [] : state.missingFrom(page, list).filter(isPublished);
    return state.withNewest(state.without(list, gone), page, false);
  });
  return null;
}

/** What is newer than the newest known: cheaper, for asking again and again. */
export async function poll(options: PostListOptions): Promise<void> {
  const list = listAt(options.key);
  const since = list?.waiting[0] ?? list?.ids[0];
  if (since === undefined) return catchUp(options);
  noteAsked(options);
  const page = await pageOf(options, null, since);
  noteAnswer();
  change(options.key, (now) => state.withNewest(now, page, page.ids.length < PAGE));
}

/** When somebody comes to a list that was left. @param most ms since it was last asked for */
export function isOld(key: ListKey, most: number): boolean {
  const about = known.get(listName(key));
  return about !== undefined && Date.now() - about.asked > most;
}

/** The socket may have missed something: lists on the screen ask at once, the others when they are come to. */
export function catchUpAll(): void {
  for (const about of known.values()) {
    // Whatever fails here is asked for again when somebody comes to the list.
    about.asked = 0;
    if (about.shown > 0) void catchUp(about.options).catch(noteTrouble);
  }
}

function noteAsked(options: PostListOptions): void {
  const name = listName(options.key);
  const about = known.get(name) ?? { options, shown: 0, asked: 0 };
  about.asked = Date.now();
  known.set(name, about);
}

async function pageOf(options: PostListOptions, maxId: string | null, sinceId?: string): Promise<IdPage> {
  const { items, next } = await options.load(maxId, sinceId);
  return { ids: keepPosts(items), next };
}

/** One's own that waits for approval is in no list of the server's. */
const isPublished = (id: string) => knownPost(id)?.approval === undefined;

function listAt(key: ListKey): ListState | undefined {
  return queryClient.getQueryData<ListState>(key);
}

function change(key: ListKey, by: (list: ListState) => ListState): void {
  queryClient.setQueryData<ListState>(key, (list) => list && by(list));
}

/** A post arrived: it waits above the list, which does not move. A list that was never read waits for nothing. */
export function arrive(key: ListKey, post: Post): void {
  change(key, (list) => (isNearTop(list, post) ? list : state.withArrived(list, [post.id])));
}

/** A boost of what one has just seen, or is about to, is no news. */
function isNearTop(list: ListState, { reblog }: Post): boolean {
  if (!reblog) return false;
  return state.nearTop(list).some((id) => id === reblog.id || knownPost(id)?.reblog?.id === reblog.id);
}

/** Shows what waits, on top. */
export function showWaiting(key: ListKey): void {
  change(key, state.withWaitingShown);
}

/** One's own post goes on top at once. */
export function prepend(key: ListKey, ids: readonly string[]): void {
  change(key, (list) => state.withOnTop(list, ids));
}

/** Takes one out, as unfavouriting does in the list of favourites. */
export function removeFrom(key: ListKey, id: string): void {
  change(key, (list) => state.without(list, [id]));
}

/** It was deleted: nobody waits for it any more. Where it is shown its row says or does what is right there. */
export function removeWaiting(id: string): void {
  for (const { options } of known.values()) {
    change(options.key, (list) =>
      list.waiting.includes(id) ? { ...list, waiting: list.waiting.filter((one) => one !== id) } : list,
    );
  }
}

/** In every list, e.g. the published post in the place of the one that waited for approval. */
export function replaceInLists(before: string, after: string): void {
  for (const { options } of known.values())
    change(options.key, (list) => state.withReplaced(list, before, after));
}

/** The lists' names, which several parts of the client must agree on. */
export const lists = {
  home: ['list', 'home'],
  public: ['list', 'public'],
  favourites: ['list', 'favourites'],
  bookmarks: ['list', 'bookmarks'],
  tag: (tag: string) => ['list', 'tag', tag.toLowerCase()],
  account: (id: string, part: 'posts' | 'replies' | 'media') => ['list', 'account', id, part],
} as const satisfies Record<string, ListKey | ((...args: never[]) => ListKey)>;
