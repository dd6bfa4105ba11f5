/** What stands between two people. */
import type { Follow, Mute, Name, State } from './state.ts';

export function followOf(state: State, from: Name, to: Name): Follow | undefined {
  return state.follows.find((one) => one.from === from && one.to === to);
}

export function follows(state: State, from: Name, to: Name): boolean {
  return followOf(state, from, to)?.waits === false;
}

export function hasBlocked(state: State, from: Name, to: Name): boolean {
  return state.blocks.some((one) => one.from === from && one.to === to);
}

export function blockBetween(state: State, one: Name, other: Name): boolean {
  return hasBlocked(state, one, other) || hasBlocked(state, other, one);
}

/** The mute that holds now. */
export function muteOf(state: State, from: Name, to: Name): Mute | undefined {
  return state.mutes.find(
    (one) => one.from === from && one.to === to && (one.until === null || one.until > state.now),
  );
}
