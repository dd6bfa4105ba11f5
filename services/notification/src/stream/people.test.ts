import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Audience } from '@fanfare/contracts';
import { signal, systemClock } from '@fanfare/kernel';
import type { NotificationNeeds } from '../needs.ts';
import { people } from './people.ts';

/** A user-graph that follows `follows` and never raises a version; each load waits at the gate it was begun with. */
function graph() {
  const state = { follows: [1], loads: 0, gate: Promise.resolve(), asked: () => {} };
  const userGraph: NotificationNeeds['contracts']['userGraph'] = {
    viewStates: async ({ account_ids }) =>
      account_ids.map((account_id) => ({
        ...{ account_id, version: 1, act_version: 1 },
        ...{ role: 'user' as const, state: 'active' as const },
      })),
    async audiences({ account_ids }) {
      state.loads += 1;
      const { follows, gate } = state;
      state.asked();
      await gate;
      const nobody = { no_reblogs: [], blocked: [], muted: [] };
      return account_ids.map(
        (account_id): Audience => ({ account_id, version: 1, valid_until: null, follows, ...nobody }),
      );
    },
    accountsWithRole: async () => [],
    notifiedFollowers: async () => [],
  };
  return { state, userGraph };
}

it('ears are kept under their version until they are to be forgotten', async () => {
  const { state, userGraph } = graph();
  const forget = signal();
  const known = people({ clock: systemClock, forget, contracts: { userGraph } });
  const follows = async () => [...((await known.ears([7])).get(7)?.follows ?? [])];
  assert.deepEqual(await follows(), [1]);
  state.follows = [2];
  assert.deepEqual(await follows(), [1], 'as long as the version is the same');
  assert.equal(state.loads, 1);
  forget.raise();
  assert.deepEqual(await follows(), [2]);
});

it('ears that were being loaded when all was to be forgotten are loaded again', async () => {
  const { state, userGraph } = graph();
  const forget = signal();
  const known = people({ clock: systemClock, forget, contracts: { userGraph } });
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  Object.assign(state, { gate: gate.promise, asked: begun.resolve });
  const early = known.ears([7]);
  await begun.promise;
  state.follows = [2];
  forget.raise();
  gate.resolve();
  assert.deepEqual([...((await early).get(7)?.follows ?? [])], [2]);
  assert.deepEqual([...((await known.ears([7])).get(7)?.follows ?? [])], [2]);
  assert.equal(state.loads, 2);
});
