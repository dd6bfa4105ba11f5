/** Kafka is killed, comes back, loses leaders: nothing is lost, nothing done twice, and nobody has to do anything. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instance } from '@fanfare/engines';
import { engines, startEngine } from '@fanfare/engines';
import { StartError, silentLog, systemClock } from '@fanfare/kernel';
import { sqlitePlaces } from '../kit/databases.test-support.ts';
import type { Recorder } from '../kit/harness.ts';
import { applied, recorder, upTo } from '../kit/harness.ts';
import { until, writer } from '../kit/load.ts';
import type { KitLog, KitWorld } from '../kit/world.ts';
import { kafkaEventLog } from './index.ts';
import { openWorld } from './world.test-support.ts';

interface Site {
  kafka: Instance;
  world: KitWorld;
  /** One more process with relay and group. */
  join(): Promise<{ log: KitLog; group: Recorder }>;
}

async function site(t: TestContext, name: string): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-kafka-'));
  const engine = engines.get(name);
  assert.ok(engine !== undefined);
  const kafka = await startEngine(engine, { folder, durable: true });
  const world = await openWorld(folder, sqlitePlaces, kafka.url.split(','));
  const logs: KitLog[] = [];
  t.after(async () => {
    await Promise.all(logs.map((log) => log.stop()));
    await world.close().catch(() => {});
    await kafka.kill();
    await rm(folder, { recursive: true });
  });
  return {
    ...{ kafka, world },
    async join() {
      const log = await world.log();
      logs.push(log);
      const group = recorder({ database: world.core });
      log.consume([group]);
      await log.start();
      return { log, group };
    },
  };
}

test('while Kafka is away posting goes on, the wait is visible, and afterwards everything follows', async (t) => {
  const { kafka, world, join } = await site(t, 'kafka');
  const one = await join();
  const two = await join();
  const seen = () => one.group.seen.length + two.group.seen.length;
  const keys = upTo(16);
  const end = writer(world.core, keys);
  await until('load', () => seen() > 200);
  await kafka.kill();
  const waits = async () => {
    const began = performance.now();
    const states = await one.log.state();
    assert.ok(performance.now() - began < 6_000, 'the state answers within its deadline');
    return states;
  };
  await until('the relay says that it waits', async () =>
    (await waits()).some(({ group, paused }) => group === 'relay.core' && /kafka/.test(paused?.cause ?? '')),
  );
  await until('the group says that it waits', async () => (await waits())[0]?.paused !== null);
  const during = seen();
  await pause(2_000);
  assert.equal(seen(), during);
  await kafka.start();
  await until('effects follow', () => seen() > during + 200);
  const { versions, slowest } = await end();
  await Promise.all([one.log.settled(), two.log.settled()]);
  assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, upTo(versions)])));
  assert.ok(slowest < 2_000, `a unit took ${Math.round(slowest)} ms`);
  assert.deepEqual(
    (await one.log.state()).map(({ lag, paused }) => [lag, paused]),
    (await one.log.state()).map(() => [0, null]),
  );
});

test('brokers of a cluster are killed in turn under load', async (t) => {
  const { kafka, world, join } = await site(t, 'kafka-cluster');
  const one = await join();
  const two = await join();
  const seen = () => one.group.seen.length + two.group.seen.length;
  const keys = upTo(16);
  const end = writer(world.core, keys);
  await until('load', () => seen() > 200);
  for (const broker of kafka.programs) {
    await kafka.kill(broker);
    const [killed, before] = [performance.now(), seen()];
    await until('the others go on', () => seen() > before + 200, 60_000);
    t.diagnostic(`${broker}: 200 further events after ${Math.round(performance.now() - killed)} ms`);
    await kafka.start(broker);
    const back = seen();
    await until('it goes on with all three', () => seen() > back + 200, 60_000);
  }
  const { versions } = await end();
  await Promise.all([one.log.settled(), two.log.settled()]);
  assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, upTo(versions)])));
  t.diagnostic(`${versions * keys.length} events, none lost, none done twice, in order`);
});

test('the start says in a sentence that there is no Kafka', async () => {
  const base = { namespace: 'nobody', sources: [], hints: null, log: silentLog, clock: systemClock };
  await assert.rejects(
    kafkaEventLog({ ...base, brokers: ['127.0.0.1:1'], patience: 300 }),
    (error) =>
      error instanceof StartError &&
      /^KAFKA_BROKERS: no usable Kafka at 127\.0\.0\.1:1 \(.*\): start it, or correct the setting\.$/.test(
        error.message,
      ),
  );
  await assert.rejects(
    kafkaEventLog({ ...base, brokers: ['kafka://127.0.0.1:9092'] }),
    (error) => error instanceof StartError && /list of host:port/.test(error.message),
  );
});
