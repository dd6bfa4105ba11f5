import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConsumerGroup } from '../port.ts';
import type { Open } from './harness.ts';
import { applied, recorder, update, upTo } from './harness.ts';

export function stopTests(open: Open): void {
  test('stop finishes what is in hand; the next start loses and repeats nothing', async (t) => {
    const world = await open(t);
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const group = recorder({
      database: world.core,
      before() {
        begun.resolve();
        return held.promise;
      },
    });
    const log = await world.start([group]);
    const keys = upTo(100);
    await update(world.core, ...keys.map((key): [number, number] => [key, 1]));
    await begun.promise;
    const stopped = log.stop();
    const inHand = group.seen.length;
    held.resolve();
    await stopped;
    assert.equal(Object.keys(await applied(world.core)).length, inHand);
    await (await world.start([group])).settled();
    assert.equal(group.seen.length, 100);
    assert.equal(Object.keys(await applied(world.core)).length, 100);
  });

  test('a handler that lets go when it is told to has not failed', async (t) => {
    const world = await open(t);
    const begun = Promise.withResolvers<void>();
    const group = recorder({ database: world.core });
    const handlers: ConsumerGroup['handlers'] = {
      'account.updated': (_event, { signal }) => {
        begun.resolve();
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    };
    const log = await world.start([{ ...group, handlers }]);
    await update(world.core, [1, 1]);
    await begun.promise;
    await log.stop();
    assert.deepEqual(await log.retries(), []);
    await (await world.start([group])).settled();
    assert.deepEqual(await applied(world.core), { 1: [1] });
  });

  test('settled: an empty log at once, a stopped one never', async (t) => {
    const world = await open(t);
    const log = await world.start([recorder({ database: world.core })]);
    await log.settled();
    await log.stop();
    await assert.rejects(log.settled(), /does not run/);
  });

  test('settled waits for handlers without effects, and for all who ask', async (t) => {
    const world = await open(t);
    let beats = 0;
    const group = recorder({
      database: world.core,
      handlers: {
        heartbeat: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          beats += 1;
        },
      },
    });
    const log = await world.start([group]);
    for (const beat of upTo(200))
      await world.core.unit(async (unit) => unit.emit('heartbeat', { node: 1, beat }));
    await Promise.all([log.settled(), log.settled()]);
    assert.equal(beats, 200);
    await log.stop();
    await (await world.start([group])).settled();
    assert.equal(beats, 200, 'a clean stop stores the offsets of events without effect too');
  });
}
