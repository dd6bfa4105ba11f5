/** A token at several instances of all services: good everywhere at once, and refused everywhere at once. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cache } from '@fanfare/cache';
import { redisCache } from '@fanfare/cache/redis';
import { freePorts } from '@fanfare/engines';
import { hashToken } from '@fanfare/http';
import { silentLog, systemClock } from '@fanfare/kernel';
import { api } from '@fanfare/testkit';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import { serviceProcess } from '@fanfare/testkit/cluster';
import { heldAnswers } from './held-answers.ts';
import { listener } from './listener.ts';
import type { OwnRedis } from './own-redis.ts';
import { allAre, everywhere, place, processOf } from './places.ts';
import type { Application } from './sign-in.ts';
import { application } from './sign-in.ts';

/** Within a second by design; the machine may have other work, in ms. */
const SOON = 10_000;
const HOME = '/api/v1/timelines/home';

export function tokenTests(world: () => { network: ClusterNetwork; redis: OwnRedis }): void {
  describe('a token', () => {
    let network: ClusterNetwork;
    let redis: OwnRedis;
    let app: Application;
    let cache: Cache;
    before(async () => {
      ({ network, redis } = world());
      cache = await redisCache({
        ...{ url: redis.url, namespace: network.environment.FANFARE_NAMESPACE ?? '' },
        ...{ log: silentLog, clock: systemClock },
      });
      await network.person('tess');
      app = await application(network);
    });

    after(() => cache?.close());

    const sides = [0, 1] as const;
    const copyOf = (token: string) => `token:{${hashToken(token)}}`;

    async function goodEverywhere(token: string): Promise<void> {
      const statuses = await everywhere(network, token);
      assert.deepEqual(statuses, allAre(statuses, 200));
    }
    async function refusedEverywhere(token: string): Promise<void> {
      const statuses = await everywhere(network, token);
      assert.deepEqual(statuses, allAre(statuses, 401));
    }

    it('made at one instance is good at every instance of every service from its first use on', async () => {
      for (const side of sides) {
        await goodEverywhere(await app.signIn('tess', side));
        await goodEverywhere(await app.unseenToken('tess', side));
      }
    });

    it('taken back at one instance is refused by every other from the next request on', async () => {
      for (const side of sides) {
        const token = await app.signIn('tess', side);
        await goodEverywhere(token);
        await app.revoke(token, side);
        await refusedEverywhere(token);
      }
    });

    it('taken back while requests with it are on their way everywhere is refused once these are done', async () => {
      for (let round = 0; round < 8; round++) {
        const token = await app.unseenToken('tess', 0);
        const [early] = await Promise.all([everywhere(network, token), app.revoke(token, 1)]);
        for (const status of Object.values(early)) assert.ok([200, 401].includes(status), `${status}`);
        await refusedEverywhere(token);
      }
    });

    describe('that auth vouched for just before it was taken back', () => {
      const cleanUp: (() => Promise<void>)[] = [];
      after(async () => {
        for (const one of cleanUp.reverse()) await one();
      });

      it('is refused although the late answer has reached the cache', async () => {
        const proxy = await heldAnswers(place(network, 'auth', 0));
        cleanUp.push(() => proxy.close());
        const [port = 0] = await freePorts(1);
        const environment = {
          ...network.environment,
          ...{ FANFARE_SERVICES: 'read', FANFARE_AUTH_URL: proxy.url, PORT: `${port}` },
        };
        const third = serviceProcess('read 3', environment, () => {});
        await third.start(0);
        cleanUp.push(() => third.stop());

        const token = await app.unseenToken('tess', 1);
        const slow = api(`http://127.0.0.1:${port}`, token);
        const waits = proxy.hold();
        const early = slow('GET', HOME);
        // Where nobody asks auth, the answer is there at once, and what follows says so.
        await Promise.race([waits, early]);
        await app.revoke(token, 1);
        proxy.release();
        assert.equal((await early).status, 200, 'it was good when it was asked about');
        assert.notEqual(await cache.get(copyOf(token)), null, 'the late answer was to be in the cache');
        assert.equal((await slow('GET', HOME)).status, 401);
        await refusedEverywhere(token);
      });
    });

    it('is refused also when its Redis server was away while it was taken back', async (test) => {
      const token = await app.signIn('tess', 0);
      await goodEverywhere(token);
      assert.notEqual(await cache.get(copyOf(token)), null);
      const holder = await redis.holderOf(hashToken(token));
      await redis.kill(holder);
      try {
        await app.revoke(token, 1);
        await refusedEverywhere(token);
      } finally {
        await redis.start(holder);
      }
      while (
        await cache.get(copyOf(token)).then(
          () => false,
          () => true,
        )
      )
        await pause(10);
      const back = Date.now();
      // The old copy may be back, until auth has told of the revocation again.
      for (;;) {
        const statuses = await everywhere(network, token);
        if (Object.values(statuses).every((status) => status === 401)) break;
        assert.ok(Date.now() - back < SOON, `Still good: ${JSON.stringify(statuses)}`);
        await pause(50);
      }
      test.diagnostic(`refused everywhere ${Date.now() - back} ms after the server was back`);
      await pause(500);
      await refusedEverywhere(token);
    });

    it('closes its open sockets at every instance when it is taken back', async (test) => {
      const token = await app.signIn('tess', 0);
      const sockets = sides.map(() => listener(token));
      const other = listener(await app.signIn('tess', 1));
      await Promise.all(
        sockets.map((socket, side) => socket.open(place(network, 'notification', side ? 1 : 0))),
      );
      await other.open(place(network, 'notification', 0));
      await app.revoke(token, 1);
      const revoked = Date.now();
      for (const socket of sockets) {
        const end = await Promise.race([socket.closed(), pause(SOON, null)]);
        assert.ok(end !== null, 'still open');
        test.diagnostic(`closed after ${end.at - revoked} ms`);
        assert.equal(end.code, 1008);
      }
      assert.ok(other.connected, 'another token of the same person goes on');
      other.cut();
    });

    it('is good or refused as before when auth goes away right after the revocation', async () => {
      const [kept, taken, unseen] = [
        await app.signIn('tess', 0),
        await app.signIn('tess', 1),
        await app.unseenToken('tess', 0),
      ];
      await goodEverywhere(kept);
      await goodEverywhere(taken);
      await app.revoke(taken, 0);
      await Promise.all(sides.map((side) => processOf(network, 'auth', side).kill()));
      try {
        for (const [token, status] of [
          [taken, 401],
          [kept, 200],
          // It cannot be decided, and nobody is logged out.
          [unseen, 503],
        ] as const) {
          const statuses = await everywhere(network, token, ['auth']);
          assert.deepEqual(statuses, allAre(statuses, status));
        }
      } finally {
        await Promise.all(sides.map((side) => processOf(network, 'auth', side).start(0)));
      }
      await refusedEverywhere(taken);
      await goodEverywhere(kept);
      await goodEverywhere(unseen);
    });
  });
}
