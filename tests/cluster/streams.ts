/** Sockets at one instance, posts through the other: nothing is missed, doubled or out of order. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Person } from '@fanfare/testkit';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import { listener } from './listener.ts';
import type { OwnRedis } from './own-redis.ts';
import type { Side } from './places.ts';
import { at, place } from './places.ts';

const sides = [0, 1] as const;

export function streamTests(world: () => { network: ClusterNetwork; redis: OwnRedis }): void {
  describe('a stream', () => {
    let network: ClusterNetwork;
    let redis: OwnRedis;
    let ada: Person;
    let bo: Person;
    before(async () => {
      ({ network, redis } = world());
      ada = await network.person('ada');
      bo = await network.person('bo');
      await bo.api('POST', `/api/v1/accounts/${ada.id}/follow`);
    });

    async function post(side: Side, status: string): Promise<string> {
      const reply = await at(network, 'write', side, ada.token)('POST', '/api/v1/statuses', { status });
      assert.equal(reply.status, 200, reply.text);
      return reply.body.id;
    }
    const listenAt = (side: Side) => place(network, 'notification', side);

    it('at either instance has what was published through either, once and in order', async () => {
      const both = sides.map(() => listener(bo.token));
      await Promise.all(both.map((one, side) => one.open(listenAt(side === 0 ? 0 : 1))));
      const posted: string[] = [];
      for (let count = 0; count < 20; count++)
        posted.push(await post(count % 2 === 0 ? 0 : 1, `Post ${count}`));
      for (const one of both) {
        await one.hears(posted);
        assert.deepEqual(one.updates(), posted);
        one.cut();
      }
    });

    it('that was cut at one instance goes on at the other, and misses and doubles nothing', async () => {
      const one = listener(bo.token);
      await one.open(listenAt(0));
      const posted = [await post(0, 'The first, from which the client goes on')];
      await one.hears(posted);
      let writing = true;
      const work = (async () => {
        while (writing) posted.push(await post(posted.length % 2 === 0 ? 0 : 1, `Post ${posted.length}`));
      })();
      try {
        for (let turn = 1; turn <= 10; turn++) {
          one.cut();
          const away = posted.length + 2;
          while (posted.length < away) await Promise.race([work, network.anyone('GET', '/health/live')]);
          await one.open(listenAt(turn % 2 === 0 ? 0 : 1));
          await one.hears(posted.slice(0, away));
        }
      } finally {
        writing = false;
        await work;
      }
      await one.hears(posted);
      assert.deepEqual(one.updates(), posted);
      one.cut();
    });

    it('whose hints are lost has everything all the same, over the same connection', async () => {
      const both = sides.map(() => listener(bo.token));
      await Promise.all(both.map((one, side) => one.open(listenAt(side === 0 ? 0 : 1))));
      redis.freeze();
      try {
        const posted = [await post(0, 'While nobody can be told'), await post(1, 'And another')];
        for (const one of both) {
          await one.hears(posted);
          assert.deepEqual(one.updates(), posted);
          assert.ok(one.connected);
        }
      } finally {
        redis.thaw();
      }
      const last = await post(0, 'Afterwards');
      for (const one of both) {
        await one.hears([last]);
        assert.equal(one.times(last), 1);
        one.cut();
      }
    });
  });
}
