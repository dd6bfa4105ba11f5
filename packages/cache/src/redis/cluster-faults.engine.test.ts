import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { redisCluster, redisClusterWithReplicas } from '@fanfare/engines';
import { isAppError } from '@fanfare/kernel';
import { believedListsAreWhole } from '../kit/index.ts';
import type { Cache } from '../port.ts';
import { SLOTS, slotOf } from './slots.ts';
import type { TestServer } from './testing/server.ts';
import { startServer, untilHealthy } from './testing/server.ts';

const TTL = 600_000;
const everything = { below: null, above: null, limit: 10, order: 'newest' } as const;
const isAway = (error: unknown) => isAppError(error, 'engine_away');

/** Index of the server whose third of the slots holds the key. */
const thirdOf = (key: string) => Math.min(2, Math.floor((slotOf(key) * 3) / SLOTS));
const keysOf = (third: number, count: number) =>
  Array.from({ length: 50 * count }, (_, index) => `{k${index}}`)
    .filter((key) => thirdOf(key) === third)
    .slice(0, count);

suite('a cluster of three', () => {
  let server: TestServer;
  let cache: Cache;
  let end: () => Promise<void>;
  before(async () => {
    server = await startServer(redisCluster);
    const setup = server.setup();
    end = setup.close;
    cache = await setup.connect();
  });
  after(async () => {
    await end();
    await server.close();
  });

  test('while one master is dead the keys of the others answer at once, and a push reaches theirs', async () => {
    const [dead = '', fine = ''] = [keysOf(0, 1)[0], keysOf(1, 1)[0]];
    const lists = Array.from({ length: 5000 }, (_, index) => `home:{${index}}`);
    for (const key of [dead, fine]) await cache.lists.build(key, [], 'mark', { max: 10, ttl: TTL });
    const runs = async () => [
      (await cache.lists.read(dead, everything)).run,
      (await cache.lists.read(fine, everything)).run,
    ];
    const before = await runs();
    const runBefore = await cache.runId();

    await server.instance.kill('redis-1');
    await cache.health();
    for (let round = 0; round < 200; round++) {
      await cache.set(fine, String(round), { ttl: TTL });
      assert.equal(await cache.get(fine), String(round));
      await assert.rejects(cache.get(dead), isAway);
    }
    await assert.rejects(cache.lists.push(lists, 7, { max: 10, ttl: TTL }), isAway);
    for (const key of lists.filter((one) => thirdOf(one) !== 0).slice(0, 100))
      assert.deepEqual((await cache.lists.read(key, everything)).ids, [7]);
    assert.match((await cache.health()).detail ?? '', /away/);
    assert.equal(await cache.runId(), runBefore, 'nothing is known to be lost yet');

    await cache.delete(fine);
    await server.instance.start('redis-1');
    await untilHealthy(cache);
    await cache.lists.push(lists, 7, { max: 10, ttl: TTL });
    for (const key of lists.slice(0, 100))
      assert.deepEqual((await cache.lists.read(key, everything)).ids, [7]);
    const now = await runs();
    assert.notEqual(now[0], before[0]);
    assert.equal(now[1], before[1]);
    assert.notEqual(await cache.runId(), runBefore);
  });

  test('getMany, delete and drop take keys of all servers', async () => {
    const keys = [0, 1, 2].flatMap((third) => keysOf(third, 20));
    for (const key of keys) await cache.set(key, key, { ttl: TTL });
    assert.deepEqual(await cache.getMany(['absent', ...keys]), [null, ...keys]);
    await cache.delete(...keys);
    assert.deepEqual(
      await cache.getMany(keys),
      keys.map(() => null),
    );
    await cache.lists.push(keys, 1, { max: 10, ttl: TTL });
    await cache.lists.drop(keys);
    for (const key of keys) assert.equal((await cache.lists.read(key, everything)).size, 0);
  });

  test('a slot on its way to another server is served all the while, and so are its listeners afterwards', async () => {
    const key = keysOf(0, 1)[0] ?? '';
    const namespaced = async () => String((await server.command(['KEYS', `*${key}`], 0)) ?? '').split(',');
    const other = `${key}:other`;
    await cache.set(key, 'there', { ttl: TTL });
    const [full = ''] = (await namespaced()).filter((one) => one.endsWith(`:${key}`));
    const slot = String(slotOf(full));
    const [from, to] = [
      await server.command(['CLUSTER', 'MYID'], 0),
      await server.command(['CLUSTER', 'MYID'], 1),
    ];
    const { promise: heard, resolve } = Promise.withResolvers<void>();
    await cache.subscribe(key, (message) => {
      if (message === 'after') resolve();
    });

    await server.command(['CLUSTER', 'SETSLOT', slot, 'IMPORTING', String(from)], 1);
    await server.command(['CLUSTER', 'SETSLOT', slot, 'MIGRATING', String(to)], 0);
    // What is still there answers there; what is new is made at the other server already.
    assert.equal(await cache.get(key), 'there');
    await cache.set(other, 'new', { ttl: TTL });
    assert.equal(await cache.get(other), 'new');
    const list = `${key}:list`;
    const lists = [list, ...keysOf(0, 50).map((one) => `${one}:l`)];
    await cache.lists.push(lists, 5, { max: 10, ttl: TTL });
    assert.deepEqual((await cache.lists.read(list, everything)).ids, [5]);
    assert.equal(await cache.increment(`${key}:n`, 2, TTL), 2);

    const address = server.instance.url.split(',')[1]?.split(':') ?? [];
    const left = (await server.command(['CLUSTER', 'GETKEYSINSLOT', slot, '100'], 0)) as string[];
    await server.command(
      ['MIGRATE', address[0] ?? '', address[1] ?? '', '', '0', '5000', 'KEYS', ...left],
      0,
    );
    assert.equal(await cache.get(key), 'there');
    for (const index of [1, 0, 2])
      await server.command(['CLUSTER', 'SETSLOT', slot, 'NODE', String(to)], index);
    assert.equal(await cache.get(key), 'there');
    assert.deepEqual(await cache.getMany([key, other]), ['there', 'new']);
    await cache.lists.push(lists, 6, { max: 10, ttl: TTL });
    assert.deepEqual((await cache.lists.read(list, everything)).ids, [6, 5]);
    const again = setInterval(() => void cache.publish(key, 'after').catch(() => {}), 20);
    await heard.finally(() => clearInterval(again));
  });
});

suite('a cluster whose masters have replicas', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer(redisClusterWithReplicas);
  });
  after(() => server.close());

  /** Waits until the slot of a key is served by somebody else. */
  async function takenOver(cache: Cache, key: string, before: string): Promise<void> {
    for (;;) {
      const run = await cache.lists.read(key, everything).then(
        (list) => list.run,
        () => before,
      );
      if (run !== before) return;
      await pause(20);
    }
  }

  for (const [name, disturb] of [
    ['killed', (during: () => Promise<void>) => kill(during)],
    ['stopped, and goes on when it has been replaced', (during: () => Promise<void>) => stall(during)],
  ] as const) {
    test(`a master is ${name}: its replica takes over, no list that lost a push is believed, listeners hear again`, async (t) => {
      const setup = server.setup();
      t.after(() => setup.close());
      const caches = [await setup.connect(), await setup.connect()] as const;
      // Whoever serves the key now: the test before may have moved it.
      const key = '{a}';
      const { run } = await caches[0].lists.read(key, everything);
      let hear: () => void = () => {};
      await caches[1].subscribe(key, () => hear());
      const { rebuilt, believed } = await believedListsAreWhole(caches, async () => {
        await pause(200);
        await disturb(() => takenOver(caches[0], key, run));
        await pause(500);
      });
      assert.ok(rebuilt >= 5 && believed > 0);
      const heard = new Promise<void>((resolve) => {
        hear = resolve;
      });
      const again = setInterval(() => void caches[0].publish(key, 'after').catch(() => {}), 50);
      await heard.finally(() => clearInterval(again));
    });
  }

  /** The program that serves the slot of {a} now, once every master has a replica that could take its place. */
  async function master(): Promise<string> {
    for (const index of server.instance.programs.keys()) {
      const isReady = /role:master\r\nconnected_slaves:[1-9]|master_link_status:up/;
      while (!isReady.test(String(await server.command(['INFO', 'replication'], index)))) await pause(50);
    }
    for (const [index, program] of server.instance.programs.entries()) {
      const nodes = String(await server.command(['CLUSTER', 'NODES'], index));
      const [, ranges] = /^\S+ \S+ myself,master \S+ \S+ \S+ \S+ \S+ (.*)$/m.exec(nodes) ?? [];
      const slot = slotOf('{a}');
      const serves = ranges?.split(' ').some((range) => {
        const [first = 0, last = first] = range.split('-').map(Number);
        return first <= slot && slot <= last;
      });
      if (serves) return program;
    }
    throw new Error('no server serves the slot of {a}');
  }

  async function kill(during: () => Promise<void>): Promise<void> {
    const program = await master();
    await server.instance.kill(program);
    await during();
    await server.instance.start(program);
  }

  async function stall(during: () => Promise<void>): Promise<void> {
    await server.stalled(during, await master());
  }
});
