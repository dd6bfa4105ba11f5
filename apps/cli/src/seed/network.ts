/** A network from files, through the services' contracts, in batches. */

import { AppError } from '@fanfare/kernel';
import type { Contracts } from '@fanfare/server';
import { progress } from '../progress.ts';
import type { Network } from './files.ts';

export interface Seeded {
  accounts: number;
  follows: number;
  posts: number;
  password: string;
}

const PASSWORD = 'fanfare-demo';
const ACCOUNTS_AT_ONCE = 200;
const PAIRS_AT_ONCE = 2000;
const POSTS_AT_ONCE = 200;

export async function seedNetwork(contracts: Contracts, network: Network, silent: boolean): Promise<Seeded> {
  const ids = await makeAccounts(contracts, network.people, silent);
  const follows = await makeFollows(contracts, network, ids, silent);
  const posts = await makePosts(contracts, network, ids, silent);
  return { accounts: ids.size, follows, posts, password: PASSWORD };
}

async function makeAccounts(
  contracts: Contracts,
  people: readonly number[],
  silent: boolean,
): Promise<Map<number, number>> {
  const ids = new Map<number, number>();
  await inBatches('accounts', people, ACCOUNTS_AT_ONCE, silent, async (batch) => {
    const accounts = batch.map((person) => ({
      username: `person${person}`,
      email: `person${person}@example.org`,
      password: PASSWORD,
      display_name: `Person ${person}`,
    }));
    const made = await contracts.auth.createAccounts({ accounts });
    for (const [index, person] of batch.entries()) {
      const answer = made[index];
      if (answer?.account_id == null)
        throw new AppError('conflict', {
          text: `person${person} was not made: ${answer?.error}. Seed an empty data folder (FANFARE_DATA).`,
        });
      ids.set(person, answer.account_id);
    }
  });
  return ids;
}

/** Each tie is followed both ways. */
async function makeFollows(
  contracts: Contracts,
  network: Network,
  ids: ReadonlyMap<number, number>,
  silent: boolean,
): Promise<number> {
  const pairs = network.ties.flatMap(([one, other]): [number, number][] => {
    const a = ids.get(one);
    const b = ids.get(other);
    return a === undefined || b === undefined
      ? []
      : [
          [a, b],
          [b, a],
        ];
  });
  let created = 0;
  await inBatches('follows', pairs, PAIRS_AT_ONCE, silent, async (batch) => {
    created += (await contracts.userGraph.followMany({ pairs: batch })).created;
  });
  return created;
}

/** Texts go round the people in steps, so that neighbours in the file have different authors. */
async function makePosts(
  contracts: Contracts,
  network: Network,
  ids: ReadonlyMap<number, number>,
  silent: boolean,
): Promise<number> {
  const authors = [...ids.values()];
  const texts = [...network.texts.entries()];
  let posts = 0;
  await inBatches('posts', texts, POSTS_AT_ONCE, silent, async (batch) => {
    const statuses = batch.flatMap(([index, text]) => {
      const author = authors[(index * 7919) % authors.length];
      return author === undefined ? [] : [{ account_id: author, text }];
    });
    posts += (await contracts.write.publishMany({ statuses })).ids.length;
  });
  return posts;
}

/** One batch after the other, with its progress. @param what what is made, as the progress calls it */
async function inBatches<Item>(
  what: string,
  items: readonly Item[],
  size: number,
  silent: boolean,
  make: (batch: Item[]) => Promise<void>,
): Promise<void> {
  const shown = progress(what, items.length, silent);
  for (let start = 0; start < items.length; start += size) {
    const batch = items.slice(start, start + size);
    await make(batch);
    shown.advance(batch.length);
  }
  shown.done();
}
