import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cache } from '../port.ts';
import type { CacheFactory } from './setup.ts';
import { withTwo } from './setup.ts';

/** Listens, and tells what came once the given message has come. */
async function collect(cache: Cache, channel: string, last: string): Promise<{ until: Promise<string[]> }> {
  const came: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string[]>();
  await cache.subscribe(channel, (message) => {
    came.push(message);
    if (message === last) resolve(came);
  });
  return { until: promise };
}

export function broadcastTests(factory: CacheFactory): void {
  test(
    'every subscriber of every client gets each message, in order, and only of its channel',
    withTwo(factory, async (first, second) => {
      const listening = await Promise.all([
        collect(first, 'c', 'end'),
        collect(second, 'c', 'end'),
        collect(second, 'c', 'end'),
      ]);
      const sent = [...Array.from({ length: 200 }, (_, index) => `é ${index}`), '', 'end'];
      for (const message of sent) {
        await first.publish('other', 'not for you');
        await first.publish('c', message);
      }
      for (const { until } of listening) assert.deepEqual(await until, sent);
    }),
  );

  test(
    'a listener runs after publish has been called, not inside',
    withTwo(factory, async (first) => {
      let called = false;
      const { promise, resolve } = Promise.withResolvers<void>();
      await first.subscribe('c', () => {
        called = true;
        resolve();
      });
      const published = first.publish('c', 'x');
      assert.equal(called, false);
      await published;
      await promise;
    }),
  );

  test(
    'who has unsubscribed, or closed, hears no more',
    withTwo(factory, async (first, second, setup) => {
      const heard: string[] = [];
      const listener = (message: string) => void heard.push(message);
      const end = await first.subscribe('c', listener);
      await first.subscribe('c', listener);
      const third = await setup.connect();
      await third.subscribe('c', listener);
      await end();
      await end();
      await third.close();
      const { until } = await collect(second, 'c', 'end');
      await second.publish('c', 'end');
      await until;
      const again = await collect(first, 'c', 'second end');
      await second.publish('c', 'second end');
      await again.until;
      assert.deepEqual(heard, ['end', 'second end']);
    }),
  );

  test(
    'a listener that throws disturbs neither the publisher nor the others',
    withTwo(factory, async (first, second) => {
      await first.subscribe('c', () => {
        throw new Error('a listener that fails, on purpose');
      });
      const beside = await collect(first, 'c', 'end');
      const elsewhere = await collect(second, 'c', 'end');
      await second.publish('c', 'one');
      await second.publish('c', 'end');
      assert.deepEqual(await beside.until, ['one', 'end']);
      assert.deepEqual(await elsewhere.until, ['one', 'end']);
    }),
  );

  test(
    'nobody listening is fine',
    withTwo(factory, async (first) => {
      await first.publish('nobody', 'x');
    }),
  );
}
