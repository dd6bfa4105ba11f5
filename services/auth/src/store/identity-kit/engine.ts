/** What an identity store on a server of its own must do when that is killed, frozen and started again. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Health } from '@fanfare/kernel';
import { isAppError } from '@fanfare/kernel';
import { newName } from '../../domain/secrets.ts';
import type { IdentityStore } from '../identity.ts';
import { aGrant, anApp, aPerson, aSession } from './setup.ts';

export interface EngineSetup {
  store: IdentityStore & { health(): Promise<Health> };
  /** How long a call may take at most, in ms. */
  deadline: number;
  kill(): Promise<void>;
  /** With the data it had. */
  start(): Promise<void>;
  /** It holds its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** Every operation of the port once. */
const operations: Record<string, (store: IdentityStore) => Promise<unknown>> = {
  reserve: (store) => store.identities.reserve(aPerson()),
  activate: (store) => store.identities.activate('unknown', 1),
  release: (store) => store.identities.release('unknown'),
  reservations: (store) => store.identities.reservations(0, 10),
  byUsername: (store) => store.identities.byUsername('nobody'),
  setPassword: (store) => store.identities.setPassword('unknown', 0, { password_hash: '', valid_after: 1 }),
  setEmail: (store) => store.identities.setEmail('unknown', 'x', 'x'),
  'apps.add': (store) => store.apps.add(anApp()),
  'apps.byId': (store) => store.apps.byId('unknown'),
  'grants.add': (store) => store.grants.add(aGrant()),
  byAccess: (store) => store.grants.byAccess('unknown'),
  ofAccount: (store) => store.grants.ofAccount(1),
  revoke: (store) => store.grants.revoke('unknown', 1),
  prune: (store) => store.grants.prune(0),
  'revocations.add': (store) => store.grants.revocations.add(newName(), 1),
  pending: (store) => store.grants.revocations.pending(0, 'run', 10),
  'sessions.add': (store) => store.sessions.add(aSession()),
  'sessions.byHash': (store) => store.sessions.byHash('unknown'),
  'ownerLinks.put': (store) => store.ownerLinks.put(newName(), 1, 5),
  isOpen: (store) => store.ownerLinks.isOpen('unknown'),
};

/** Heals alone: nothing is told to the client. */
async function untilBack(store: IdentityStore): Promise<void> {
  for (;;) {
    try {
      await store.apps.byId('unknown');
      return;
    } catch (error) {
      if (!isAppError(error, 'engine_away')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function failsAsAway(work: () => Promise<unknown>, within: number, what: string): Promise<void> {
  const began = performance.now();
  await assert.rejects(work(), (error) => isAppError(error, 'engine_away'), what);
  const took = performance.now() - began;
  assert.ok(took < within, `${what} failed after ${Math.round(took)} ms`);
}

export function identityEngineKit(name: string, factory: () => Promise<EngineSetup>): void {
  suite(`identity kit, the engine is lost and comes back: ${name}`, () => {
    let setup: EngineSetup;
    before(async () => {
      setup = await factory();
    });
    after(() => setup?.close());

    test('what was acknowledged is there after a kill in the middle of writing', async () => {
      const { store } = setup;
      const acknowledged: string[] = [];
      let killed = false;
      async function write(): Promise<void> {
        while (!killed) {
          const grant = aGrant({ access_hash: newName() });
          await store.grants.add(grant);
          await store.grants.revoke(grant.id, 4000);
          acknowledged.push(grant.access_hash ?? '');
        }
      }
      // Listened to from the beginning: they fail while the kill is awaited.
      const writers = Promise.allSettled(Array.from({ length: 8 }, write));
      while (acknowledged.length < 100) await new Promise((resolve) => setImmediate(resolve));
      await setup.kill();
      killed = true;
      for (const { reason, status } of (await writers) as PromiseRejectedResult[])
        if (status === 'rejected') assert.ok(isAppError(reason, 'engine_away'), String(reason));
      await setup.start();
      await untilBack(store);
      for (const hash of acknowledged) assert.equal((await store.grants.byAccess(hash))?.revoked_at, 4000);
    });

    test('away: every operation says so in time, at once when that is known, and health in words', async () => {
      const { store, deadline } = setup;
      assert.equal((await store.health()).ok, true);
      await setup.kill();
      await failsAsAway(() => store.apps.byId('unknown'), deadline + 1000, 'the first');
      while ((await store.health()).ok);
      for (const [what, operation] of Object.entries(operations))
        await failsAsAway(() => operation(store), deadline + 1000, what);
      const began = performance.now();
      await Promise.all(Array.from({ length: 500 }, () => assert.rejects(store.grants.byAccess('unknown'))));
      assert.ok(performance.now() - began < 1000, 'known to be away, and yet waited for');
      assert.match((await store.health()).detail ?? '', /does not answer/);
      await setup.start();
      await untilBack(store);
      for (const operation of Object.values(operations)) await operation(store);
      assert.equal((await store.health()).ok, true);
    });

    test('frozen: calls end within their deadline, more than can wait are refused, and it heals when it thaws', async () => {
      const { store, deadline } = setup;
      const person = aPerson();
      setup.freeze();
      const crowd = Array.from({ length: 1500 }, () =>
        failsAsAway(() => store.grants.byAccess('unknown'), deadline + 2000, 'one of a crowd'),
      );
      await failsAsAway(() => store.identities.reserve(person), deadline + 2000, 'a write');
      await Promise.all(crowd);
      setup.thaw();
      await untilBack(store);
      // It may have been carried out after all: then the name is taken, else it is free.
      const again = await store.identities.reserve(person);
      assert.ok(again === 'reserved' || again === 'username_taken');
    });
  });
}
