/** What those who watch are told: how far behind, since when, and how what was handled ended. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@fanfare/kernel';
import type { LogObserver } from '../observer.ts';
import type { Open } from './harness.ts';
import { recorder, update } from './harness.ts';
import type { KitTraits } from './world.ts';

export function watchedTests(open: Open, { outboxKeptBy }: Pick<KitTraits, 'outboxKeptBy'>): void {
  test('how far a group is behind is told in events and by the age of the oldest', async (t) => {
    const world = await open(t);
    let away = false;
    const back = Promise.withResolvers<void>();
    const check = () => {
      if (away) throw new AppError('engine_away', { detail: 'redis does not answer' });
      back.resolve();
    };
    const log = await world.start([recorder({ database: world.core, before: check })]);
    const state = async () => (await log.state())[0];
    await log.settled();
    assert.deepEqual([(await state())?.lag, (await state())?.oldest], [0, null]);
    away = true;
    const before = Date.now();
    await update(world.core, [1, 1], [2, 1]);
    await assert.rejects(log.settled(), /redis does not answer/);
    const behind = await state();
    assert.equal(behind?.lag, 2);
    assert.ok(
      (behind?.oldest ?? 0) >= before - 1 && (behind?.oldest ?? 0) <= Date.now(),
      `${behind?.oldest}`,
    );
    away = false;
    const alive = setInterval(() => undefined, 1_000);
    await back.promise;
    clearInterval(alive);
    await log.settled();
    assert.deepEqual([(await state())?.lag, (await state())?.oldest], [0, null]);
    for (const source of await log.backlog()) assert.deepEqual([source.events, source.oldest], [0, null]);
  });

  test('what waits in the retry table is told with its age, and each event with how it ended', async (t) => {
    const world = await open(t);
    const told: string[] = [];
    /** Rows by source. */
    const carried = new Map<string, number>();
    const observer: LogObserver = {
      group: (group, types) => void told.push(`${group}: ${types.join(' ')}`),
      handled: (group, type, outcome) => void told.push(`${group} ${type} ${outcome}`),
      relay: (source) => void carried.set(source, 0),
      carried: (source, rows) => void carried.set(source, (carried.get(source) ?? 0) + rows),
      sent: (began, error) => assert.ok(began <= performance.now() && error === null),
    };
    let broken = true;
    const breaking = recorder({
      database: world.core,
      before({ key }) {
        if (broken && key === '1') throw new Error('broken');
      },
    });
    const log = await world.start([breaking], { observer });
    assert.equal(told.shift(), `recorder: ${Object.keys(breaking.handlers).join(' ')}`);
    const before = Date.now();
    await update(world.core, [1, 1], [2, 1]);
    await assert.rejects(log.settled(), /recorder fails/);
    const [state] = await log.state();
    assert.equal(state?.retries, 1);
    assert.ok((state?.oldestRetry ?? 0) >= before - 1 && (state?.oldestRetry ?? 0) <= Date.now());
    assert.ok(told.includes('recorder account.updated failed'));
    assert.ok(told.includes('recorder account.updated done'));
    broken = false;
    told.length = 0;
    await log.replay({});
    await log.settled();
    assert.deepEqual(told, ['recorder account.updated done']);
    assert.equal((await log.state())[0]?.oldestRetry, null);
    const expected = outboxKeptBy === 'relays' ? { core: 2, notification: 0 } : {};
    assert.deepEqual(Object.fromEntries(carried), expected);
  });
}
