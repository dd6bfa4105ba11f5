import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '@fanfare/kernel';
import { operations } from './away.ts';
import type { CacheFactory } from './setup.ts';
import { LONG, withTwo } from './setup.ts';

export function stalledTests(factory: CacheFactory): void {
  test(
    'a server that hangs: every call ends with engine_away, also those that come later, and all is well afterwards',
    withTwo(factory, async (first, second, { stalled }) => {
      await first.set('kept', 'v', { ttl: LONG });
      await stalled(async () => {
        // The run id is known without asking.
        const { runId: _, ...asking } = operations;
        const calls = Object.entries(asking).map(([name, operation]) =>
          assert.rejects(operation(first), (error) => isAppError(error, 'engine_away'), name),
        );
        await Promise.all(calls);
        await assert.rejects(first.get('kept'), (error) => isAppError(error, 'engine_away'));
        assert.equal((await second.health()).ok, false);
      });
      assert.equal(await first.get('kept'), 'v');
      for (const operation of Object.values(operations)) await operation(second);
    }),
  );

  test(
    'subscriptions outlive a server that hangs',
    withTwo(factory, async (first, second, { stalled }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      await first.subscribe('c', (message) => {
        if (message === 'after') resolve();
      });
      await stalled(async () => {
        await assert.rejects(second.publish('c', 'meanwhile'), (error) => isAppError(error, 'engine_away'));
      });
      const again = setInterval(() => void second.publish('c', 'after').catch(() => {}), 50);
      await promise.finally(() => clearInterval(again));
    }),
  );
}
