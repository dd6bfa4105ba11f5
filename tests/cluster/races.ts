/** Requests that race: each a random act, sent to a random instance, many at a time. */
import assert from 'node:assert/strict';
import type { Person } from '@fanfare/testkit';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import type { Side } from './places.ts';
import { at } from './places.ts';

export interface Racers {
  network: ClusterNetwork;
  random(): number;
  authors: readonly Person[];
  /** Of these authors. */
  posts: readonly { id: string; author: Person }[];
  /** Who follow, block and read. */
  people: readonly Person[];
  /** What every version of a post says, beside a word of its own. */
  always: string;
}

export interface Raced {
  /** Every word that a version of this post was to have. */
  words: Map<string, string[]>;
}

const HOME = '/api/v1/timelines/home';
/** Of the acts on posts. */
const DELETED = 0.03;

/** @returns once all were answered, so the last one of a post or pair has been decided */
export async function race(racers: Racers, acts: number, atOnce: number): Promise<Raced> {
  const { network, random, posts, people } = racers;
  const words = new Map(posts.map(({ id }) => [id, [] as string[]]));
  const side = (): Side => (random() < 0.5 ? 0 : 1);
  const one = <Item>(list: readonly Item[]): Item => {
    const item = list[Math.floor(random() * list.length)];
    if (item === undefined) throw new Error('There is none');
    return item;
  };

  async function changePost(number: number): Promise<void> {
    const { id, author } = one(posts);
    const client = at(network, 'write', side(), author.token);
    const path = `/api/v1/statuses/${id}`;
    if (random() < DELETED) {
      assert.ok([200, 404].includes((await client('DELETE', path)).status));
      return;
    }
    const word = `version${number}`;
    words.get(id)?.push(word);
    const reply = await client('PUT', path, { status: `${racers.always} ${word}` });
    assert.ok([200, 404].includes(reply.status), reply.text);
  }

  async function changeTie(): Promise<void> {
    const [who, whom] = [one(people), one(people)];
    if (who === whom) return changeTie();
    const verb = one(['follow', 'follow', 'follow', 'unfollow', 'block', 'unblock', 'unblock']);
    const client = at(network, 'user-graph', side(), who.token);
    const reply = await client('POST', `/api/v1/accounts/${whom.id}/${verb}`);
    // Whoever blocks or is blocked cannot follow.
    assert.ok([200, ...(verb === 'follow' ? [403, 404, 422] : [])].includes(reply.status), reply.text);
  }

  async function readHome(): Promise<void> {
    const reply = await at(network, 'read', side(), one(people).token)('GET', HOME);
    assert.equal(reply.status, 200, reply.text);
  }

  let next = 0;
  async function racer(): Promise<void> {
    for (let mine = next++; mine < acts; mine = next++) {
      await Promise.all([changePost(mine), changeTie(), ...(mine % 5 === 0 ? [readHome()] : [])]);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, racer));
  return { words };
}
