/** The model test: what people do at random, under each policy, compared with a plain model. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Network } from '@fanfare/testkit';
import { onCluster, startNetwork } from '@fanfare/testkit';
import fc from 'fast-check';
import { operations } from './operations.ts';
import type { Setting } from './run.ts';
import { newWorld, play } from './run.ts';
import type { Mode } from './state.ts';

/** Few enough that people cross it all the time. */
const PUSH_LIMIT = 3;
/** Runs spent on finding a shorter way to a failure. */
const SHRINK_RUNS = 150;
/** More than there are under any policy: each has people of its own. */
const RUNS = 10_000;
const modes: Mode[] = ['off', 'new-accounts', 'everyone'];

/** @param runs under each policy; one has some fifty operations */
export function modelSuite(runs: number): void {
  const given = process.env.FANFARE_TEST_SEED;
  const seed = given === undefined ? Date.now() | 0 : Number(given);
  const places = onCluster() ? onePlace(seed) : null;
  for (const [index, mode] of modes.entries()) {
    describe(`the model, approval policy ${mode} (FANFARE_TEST_SEED=${seed})`, () => {
      let place: Place;
      let setting: Setting;
      before(async () => {
        place = await (places?.take() ?? newPlace(seed));
        setting = { ...place, mode };
      });
      after(() => (places === null ? place?.network.stop() : places.give()));

      it('timelines, threads, counts, notifications and search are what a plain model says', async (context) => {
        let number = 0;
        let count = 0;
        let failedAt: number | null = null;
        const property = fc.asyncProperty(operations, async (list) => {
          number += 1;
          // Passing from here on ends the shrinking, with the shortest that was found.
          if (failedAt !== null && number > failedAt + SHRINK_RUNS) return;
          try {
            count += await play(setting, await newWorld(setting, index * RUNS + number), list);
          } catch (error) {
            if (failedAt === null) context.diagnostic(`Failed, now looking for a shorter way: ${error}`);
            failedAt ??= number;
            throw error;
          }
        });
        await fc.assert(property, { seed: seed + index, numRuns: runs });
        context.diagnostic(`${count} operations in ${number} runs`);
      });
    });
  }
}

type Place = Omit<Setting, 'mode'>;

async function newPlace(seed: number): Promise<Place> {
  const settings = { PUSH_FOLLOWER_LIMIT: String(PUSH_LIMIT), REGISTRATIONS: 'open' };
  const network = await startNetwork({ settings, chaos: { seed } });
  const reviewer = await network.person('reviewer', { role: 'owner' });
  return { network, reviewer, appToken: await appToken(network) };
}

/** Sixteen processes start once for all policies, which the runs set anyway; the last to give it back ends it. */
function onePlace(seed: number): { take(): Promise<Place>; give(): Promise<void> } {
  let made: Promise<Place> | null = null;
  let left = modes.length;
  return {
    take() {
      made ??= newPlace(seed);
      return made;
    },
    async give() {
      left -= 1;
      if (left === 0) await (await made)?.network.stop();
    },
  };
}

async function appToken(network: Network): Promise<string> {
  const redirect = 'urn:ietf:wg:oauth:2.0:oob';
  const scopes = 'read write follow push';
  const app = await network.anyone('POST', '/api/v1/apps', {
    ...{ client_name: 'Model', redirect_uris: redirect, scopes },
  });
  const token = await network.anyone('POST', '/oauth/token', {
    ...{ grant_type: 'client_credentials', client_id: app.body.client_id },
    ...{ client_secret: app.body.client_secret, redirect_uri: redirect, scope: scopes },
  });
  assert.equal(token.status, 200, token.text);
  return token.body.access_token;
}
