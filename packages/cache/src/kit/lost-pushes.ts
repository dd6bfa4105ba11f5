import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { isAppError } from '@fanfare/kernel';
import type { Cache } from '../port.ts';
import type { CacheFactory, CacheSetup } from './setup.ts';
import { LONG, withTwo } from './setup.ts';

const options = { max: 1_000_000, ttl: LONG };
const everything = { below: null, above: null, limit: 1_000_000, order: 'newest' } as const;
const KEYS = ['{a}', '{b}', '{c}', '{d}', '{e}'];

/** Tries until the cache is there; anything but its being away fails the test. */
async function heal<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isAppError(error, 'engine_away')) throw error;
      await turn();
    }
  }
}

/**
 * Pushes, builds and reads by two clients while something happens to the server. A list that carries the mark of the
 * memory it was read from must hold whatever was acknowledged before the read began; this is what timelines rest on.
 */
export async function believedListsAreWhole(
  [first, second]: readonly [Cache, Cache],
  happens: () => Promise<void>,
): Promise<{ rebuilt: number; believed: number }> {
  let over = false;
  // The truth, as a table would hold it: an id is in it before it is pushed.
  const truth: number[] = [];
  let acknowledged = 0;
  let rebuilt = 0;
  let believed = 0;

  async function push(): Promise<void> {
    while (!over || acknowledged === 0) {
      truth.push(truth.length + 1);
      const id = truth.length;
      await heal(() => first.lists.push(KEYS, id, options));
      acknowledged = id;
      await turn();
    }
  }
  async function read(cache: Cache, key: string): Promise<void> {
    const before = acknowledged;
    const list = await heal(() => cache.lists.read(key, everything));
    if (list.mark === list.run) {
      believed += 1;
      const held = new Set(list.ids);
      const missing = truth.slice(0, before).filter((id) => !held.has(id));
      assert.deepEqual(missing, [], `${key} is believed and lacks pushes`);
    } else {
      rebuilt += 1;
      const ids = [...truth];
      await heal(() => cache.lists.build(key, ids, list.run, options));
    }
  }
  async function readAll(cache: Cache): Promise<void> {
    do for (const key of KEYS) await read(cache, key);
    while (!over);
  }
  const work = [push(), readAll(first), readAll(second)];
  const happened = happens().finally(() => {
    over = true;
  });
  const failed = Promise.all(work).catch((error) => {
    over = true;
    throw error;
  });
  // Whatever failed first is told; what happens to the server may then never come to its end.
  try {
    await Promise.race([failed, happened.then(() => failed)]);
  } finally {
    await Promise.allSettled(work);
  }
  await happened;
  for (const key of KEYS) {
    await read(first, key);
    await read(second, key);
  }
  return { rebuilt, believed };
}

export function lostPushTests(factory: CacheFactory): void {
  const under = (name: string, happens: (setup: CacheSetup) => Promise<void>) =>
    test(
      `no list is believed that lost pushes: ${name}`,
      withTwo(factory, async (first, second, setup) => {
        const before = await first.runId();
        const { believed } = await believedListsAreWhole([first, second], () => happens(setup));
        assert.ok(believed > 0);
        if (name.includes('empty')) assert.notEqual(await heal(() => first.runId()), before);
      }),
    );
  under('the server is killed in mid-traffic and comes back empty', async ({ flush, elapse }) => {
    await elapse(200);
    await flush();
    await elapse(200);
  });
  under('the server hangs in mid-traffic', async ({ stalled, elapse }) => {
    await elapse(200);
    await stalled(() => elapse(2500));
    await elapse(200);
  });
}
