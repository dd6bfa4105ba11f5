/** Following, blocking and muting. Each answers the HTTP status that the act deserves. */
import { blockBetween, followOf, hasBlocked } from './edges.ts';
import { dismiss, tell } from './notices.ts';
import type { Follow, Name, State } from './state.ts';
import { newKey } from './state.ts';

export interface FollowOptions {
  reblogs?: boolean;
  notify?: boolean;
  languages?: string[];
}

export function follow(state: State, from: Name, to: Name, options: FollowOptions): number {
  if (blockBetween(state, from, to)) return 403;
  const standing = followOf(state, from, to);
  if (standing !== undefined) {
    change(standing, options);
    return 200;
  }
  const waits = state.people.get(to)?.locked === true;
  const made: Follow = { key: newKey(state), from, to, waits, boosts: true, notify: false, languages: null };
  change(made, options);
  state.follows.push(made);
  tellOfFollow(state, made);
  return 200;
}

function change(follow: Follow, options: FollowOptions): void {
  follow.boosts = options.reblogs ?? follow.boosts;
  follow.notify = options.notify ?? follow.notify;
  if (options.languages !== undefined)
    follow.languages = options.languages.length === 0 ? null : options.languages;
}

function tellOfFollow(state: State, { key, from, to, waits }: Follow): void {
  const type = waits ? 'follow_request' : 'follow';
  tell(state, { to, type, from, cause: `${type}:${key}` });
}

export function unfollow(state: State, from: Name, to: Name): number {
  const standing = followOf(state, from, to);
  if (standing === undefined) return 200;
  state.follows = state.follows.filter((one) => one !== standing);
  dismiss(
    state,
    (notice) =>
      notice.cause === `follow:${standing.key}` || notice.cause === `follow_request:${standing.key}`,
  );
  return 200;
}

export function answerRequest(state: State, who: Name, from: Name, accept: boolean): number {
  const request = followOf(state, from, who);
  if (request?.waits !== true) return 404;
  if (accept) acceptRequest(state, request);
  else unfollow(state, from, who);
  return 200;
}

function acceptRequest(state: State, request: Follow): void {
  const { from, to } = request;
  dismiss(state, (notice) => notice.to === to && notice.from === from && notice.type === 'follow_request');
  request.key = newKey(state);
  request.waits = false;
  tellOfFollow(state, request);
}

/** Whoever opens the account accepts all who wait. */
export function setLocked(state: State, who: Name, locked: boolean): number {
  const person = state.people.get(who);
  if (person !== undefined) person.locked = locked;
  if (!locked)
    for (const request of state.follows.filter((one) => one.to === who && one.waits))
      acceptRequest(state, request);
  return 200;
}

export function block(state: State, from: Name, to: Name): number {
  unfollow(state, from, to);
  unfollow(state, to, from);
  if (!hasBlocked(state, from, to)) state.blocks.push({ key: newKey(state), from, to });
  return 200;
}

export function unblock(state: State, from: Name, to: Name): number {
  state.blocks = state.blocks.filter((one) => one.from !== from || one.to !== to);
  return 200;
}

export function mute(
  state: State,
  from: Name,
  to: Name,
  options: { notifications: boolean; seconds: number },
): number {
  unmute(state, from, to);
  const until = options.seconds === 0 ? null : state.now + options.seconds * 1000;
  state.mutes.push({ from, to, notifications: options.notifications, until });
  return 200;
}

export function unmute(state: State, from: Name, to: Name): number {
  state.mutes = state.mutes.filter((one) => one.from !== from || one.to !== to);
  return 200;
}
