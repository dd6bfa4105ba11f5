/** Several processes with the same groups at once: they share the work, take over from each other, and fence. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Harness, Open, Recorder } from './harness.ts';
import { applied, recorder, update, upTo } from './harness.ts';
import { freezing, until, writer } from './load.ts';
import type { KitLog } from './world.ts';

interface Instance {
  group: Recorder;
  log: KitLog;
}

async function instance(world: Harness, database = world.core): Promise<Instance> {
  const group = recorder({ database });
  return { group, log: await world.start([group]) };
}

export function severalTests(open: Open): void {
  test('instances come and go under load: nothing is lost, nothing done twice, order stays', async (t) => {
    const world = await open(t);
    const keys = upTo(16);
    const first = await instance(world);
    const end = writer(world.core, keys);
    await until('the first works', () => first.group.seen.length > 50);
    const second = await instance(world);
    const third = await instance(world);
    await until('load goes on', () => first.group.seen.length + second.group.seen.length > 400);
    await first.log.stop();
    const before = second.group.seen.length + third.group.seen.length;
    await until('others took over', () => second.group.seen.length + third.group.seen.length > before + 100);
    await third.log.stop();
    const fourth = await instance(world);
    await until('load goes on', () => second.group.seen.length + fourth.group.seen.length > before + 300);
    const { versions } = await end();
    await second.log.stop();
    await fourth.log.settled();
    assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, upTo(versions)])));
    assert.deepEqual((await fourth.log.state())[0]?.lag, 0);
  });

  test('an instance that finishes after others took its work over stores nothing', async (t) => {
    const world = await open(t);
    const { database, freeze, thaw } = freezing(world.core);
    const keys = upTo(64);
    const slow = await instance(world, database);
    await slow.log.settled();
    await update(world.core, ...keys.map((key): [number, number] => [key, 1]));
    await slow.log.settled();
    freeze();
    await update(world.core, ...keys.map((key): [number, number] => [key, 2]));
    await until('the slow one has events in hand', () => slow.group.seen.length > keys.length);
    const quick = await instance(world);
    await until('another has the same ones', () =>
      quick.group.seen.some((id) => slow.group.seen.slice(keys.length).includes(id)),
    );
    thaw();
    await slow.log.settled();
    await quick.log.settled();
    assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, [1, 2]])));
  });

  test('a retry that several instances see is worked off once, and a replay reaches whoever has it', async (t) => {
    const world = await open(t);
    let broken = true;
    const failing = () =>
      recorder({
        database: world.core,
        before() {
          if (broken) throw new Error('broken');
        },
      });
    const one = await world.start([failing()]);
    const two = await world.start([failing()]);
    const keys = upTo(12);
    await update(world.core, ...keys.map((key): [number, number] => [key, 1]));
    await update(world.core, ...keys.map((key): [number, number] => [key, 2]));
    await assert.rejects(one.settled(), /recorder fails/);
    assert.ok((await two.retries()).length > 0);
    broken = false;
    await two.replay({});
    await Promise.all([one.settled(), two.settled()]);
    assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, [1, 2]])));
  });

  test('a group is rebuilt once, however many instances find that it has to be', async (t) => {
    const world = await open(t);
    const later = { now: () => Date.now() + 25 * 60 * 60_000 };
    const other = await world.start([recorder({ name: 'other', database: world.core })], { clock: later });
    await update(world.core, ...upTo(40).map((key): [number, number] => [key, 1]));
    await other.settled();
    await other.forget();
    await other.stop();
    const groups = upTo(3).map(() =>
      recorder({ database: world.core, rebuild: () => update(world.core, [1, 2]) }),
    );
    const logs = await Promise.all(groups.map((group) => world.start([group])));
    await Promise.all(logs.map((log) => log.settled()));
    assert.equal(
      groups.reduce((sum, { rebuilt }) => sum + rebuilt, 0),
      1,
    );
    assert.deepEqual(await applied(world.core), { 1: [2] });
  });
}
