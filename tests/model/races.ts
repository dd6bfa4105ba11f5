/**
 * Two kinds of notices go by whom an event finds when it is handled: those who asked to hear of an author's posts,
 * and those who boosted what is edited. Whoever changes that right before or after the event may or may not be told,
 * so everything settles between the two, and the model can say which.
 */

import { followOf } from './edges.ts';
import type { Key, Name } from './state.ts';
import type { World } from './world.ts';

export async function settle(world: World): Promise<void> {
  await world.network.settle();
  world.unsettled = noRaces();
}

export function noRaces(): World['unsettled'] {
  return { authors: new Set(), wishes: new Set(), boosted: new Set(), edited: new Set() };
}

/** Before a tie changes that brings, or is to bring, notices of posts. */
export async function beforeTie(world: World, from: Name, to: Name, notify = false): Promise<void> {
  if (!notify && followOf(world.state, from, to)?.notify !== true) return;
  if (world.unsettled.authors.has(to)) await settle(world);
  world.unsettled.wishes.add(to);
}

export async function beforePost(world: World, author: Name): Promise<void> {
  if (world.unsettled.wishes.has(author)) await settle(world);
  world.unsettled.authors.add(author);
}

export async function beforeEdit(world: World, post: Key): Promise<void> {
  if (world.unsettled.boosted.has(post)) await settle(world);
  world.unsettled.edited.add(post);
}

export async function beforeBoost(world: World, post: Key): Promise<void> {
  if (world.unsettled.edited.has(post)) await settle(world);
  world.unsettled.boosted.add(post);
}
