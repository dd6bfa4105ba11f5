import assert from 'node:assert/strict';
import type { MemoryServer } from '@fanfare/cache/memory';
import { memoryServer } from '@fanfare/cache/memory';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

export interface World {
  readonly network: Network;
  /** The cache's server, to take it away. */
  readonly cache: MemoryServer;
  /** Follows bob. */
  readonly alice: Person;
  readonly bob: Person;
  readonly moderator: Person;
  /** Made by a person; settled. @returns its id, or that of its submission */
  post(person: Person, status: string, more?: object): Promise<string>;
}

/** Each event once: numbers are to be exact. */
export async function metricsWorld(settings: Record<string, string> = {}): Promise<World> {
  const cache = memoryServer();
  const network = await startNetwork({ chaos: null, settings, cacheServer: cache });
  const alice = await network.person('alice');
  const bob = await network.person('bob');
  const moderator = await network.person('mod', { role: 'moderator' });
  await alice.api('POST', `/api/v1/accounts/${bob.id}/follow`);
  for (const person of [alice, bob]) await person.api('GET', '/api/v1/timelines/home');
  await network.settle();
  return {
    ...{ network, cache, alice, bob, moderator },
    async post(person, status, more = {}) {
      const reply = await person.api('POST', '/api/v1/statuses', { status, ...more });
      // 202: it waits.
      assert.ok([200, 202].includes(reply.status), reply.text);
      await network.settle();
      return reply.body.id;
    },
  };
}
