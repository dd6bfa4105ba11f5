/** An act that is one request: what to send, and what the model says comes of it. */
import assert from 'node:assert/strict';
import type { Reply } from '@fanfare/testkit';
import { published } from './approval.ts';
import type { Answer } from './posting.ts';
import type { Key, Name } from './state.ts';
import type { StatusEntity } from './wire.ts';
import type { World } from './world.ts';
import { apiOf, bind } from './world.ts';

export interface Act {
  who: Name;
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: object;
  /** Changes the model, and says what the API owes. */
  expect(): Answer;
  /** In words, for the story. */
  says: string;
}

export interface Done extends Answer {
  who: Name;
}

/** @throws AssertionError when the API answers otherwise than the model */
export async function perform(world: World, act: Act): Promise<Done> {
  world.state.now = world.network.clock.now();
  const expected = act.expect();
  const reply: Reply<StatusEntity> = await apiOf(world, act.who)<StatusEntity>(
    act.method,
    act.path,
    act.body,
  );
  world.story.push(`${act.who}: ${act.says} -> ${reply.status}`);
  assert.equal(reply.status, expected.status, `${act.who}: ${act.says}: ${reply.text}`);
  if (expected.made !== undefined) learn(world, expected.made, reply.body.id);
  if (expected.held !== undefined) learn(world, expected.held, reply.body.approval?.submission_id);
  if (expected.made !== undefined) await learnTime(world, expected.made, act.who, reply.body);
  return { who: act.who, ...expected };
}

/** Which id stands for what was made; the same as before, if it was made before. */
function learn(world: World, key: Key, id: string | undefined): void {
  assert.ok(id, 'an answer without the id of what was made');
  const known = world.ids.get(key);
  if (known === undefined) bind(world, key, id);
  else assert.equal(id, known, 'another id than before');
}

/** When exactly a post was made: a reviewer may not see it, its author does. */
async function learnTime(world: World, key: Key, who: Name, body: StatusEntity): Promise<void> {
  const post = world.state.posts.get(key);
  if (post === undefined) return;
  const own = who === post.author ? body : await shownTo(world, post.author, body.id);
  post.at = Date.parse(own.created_at);
}

async function shownTo(world: World, who: Name, id: string): Promise<StatusEntity> {
  const reply = await apiOf(world, who)<StatusEntity>('GET', `/api/v1/statuses/${id}`);
  assert.equal(reply.status, 200, `${who} does not see their own post ${id}`);
  return reply.body;
}

/** What an id in the path means to somebody: a submission's goes on meaning what became of it. */
export function meant(world: World, who: Name, key: Key): Key {
  return published(world.state, who, key);
}
