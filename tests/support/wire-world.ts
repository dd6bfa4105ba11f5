/** A whole Fanfare with alice and bob, who speak to it as plain clients do. */
import assert from 'node:assert/strict';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';
import type { Plain, PlainClient } from './plain-client.ts';
import { plainClient } from './plain-client.ts';
import type { Wire } from './wire.ts';
import { wire } from './wire.ts';

export interface WireWorld {
  readonly network: Network;
  readonly connection: Wire;
  readonly alice: Person;
  readonly bob: Person;
  /** Alice's client. */
  readonly as: PlainClient;
  readonly asBob: PlainClient;
  /** Without a token. */
  readonly anyone: PlainClient;
  /** Posts as alice; returns the status. */
  post(status: string, more?: object): Promise<Plain['json']>;
  stop(): Promise<void>;
}

export async function wireWorld(): Promise<WireWorld> {
  const network = await startNetwork();
  const connection = wire(network.url);
  const alice = await network.person('alice');
  const bob = await network.person('bob');
  const as = plainClient(connection, alice.token);
  return {
    ...{ network, connection, alice, bob, as },
    asBob: plainClient(connection, bob.token),
    anyone: plainClient(connection, null),
    async post(status, more = {}) {
      const made = await as('POST', '/api/v1/statuses', { status, ...more });
      assert.equal(made.status, 200, made.text);
      return made.json;
    },
    async stop() {
      connection.close();
      await network.stop();
    },
  };
}
