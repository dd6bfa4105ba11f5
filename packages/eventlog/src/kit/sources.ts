import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventOf } from '@fanfare/contracts/events';
import type { ConsumerGroup } from '../port.ts';
import type { Open } from './harness.ts';
import { applied, recorder, update, upTo } from './harness.ts';
import type { KitDatabase } from './world.ts';

/** Tells each account of its update, through its own database. */
function teller(database: KitDatabase): ConsumerGroup {
  return {
    ...recorder({ name: 'teller', database }),
    handlers: {
      'account.updated': async ({ data }) => {
        return async (unit) =>
          unit.emit('notification.created', { notification_id: data.version, account_id: data.account_id });
      },
    },
  };
}

/** Counts in the core database what notification told. */
function listener(database: KitDatabase): ConsumerGroup {
  const told = async ({ id, key, data }: EventOf<'notification.created'>) => {
    const row = { group_name: 'listener', event: id, key, version: data.notification_id };
    return async (unit: Parameters<Parameters<KitDatabase['unit']>[0]>[0]) => {
      await unit.db
        .insertInto('kit_applied')
        .values({ id: unit.id(), ...row })
        .execute();
    };
  };
  return { ...recorder({ name: 'listener', database }), handlers: { 'notification.created': told } };
}

export function sourceTests(open: Open): void {
  test('groups of two databases consume from both, also what effects emit, and go on after a restart', async (t) => {
    const world = await open(t);
    const groups = () => [teller(world.notification), listener(world.core)];
    const log = await world.start(groups());
    const keys = upTo(30);
    await update(world.core, ...keys.map((key): [number, number] => [key, 1]));
    await log.settled();
    await log.stop();
    const again = await world.start(groups());
    await update(world.core, ...keys.map((key): [number, number] => [key, 2]));
    await again.settled();
    assert.deepEqual(
      await applied(world.core, 'listener'),
      Object.fromEntries(keys.map((key) => [key, [1, 2]])),
    );
  });

  test('what an effect emits carries the trace of its event', async (t) => {
    const world = await open(t);
    const traces: (string | null)[] = [];
    const log = await world.start([
      teller(world.notification),
      {
        ...recorder({ name: 'tracer', database: world.core }),
        handlers: { 'notification.created': async ({ trace }) => void traces.push(trace) },
      },
    ]);
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const emitted = world.core.unit(
      async (unit) => unit.emit('account.updated', { account_id: 1, version: 1 }),
      { trace },
    );
    await emitted;
    await log.settled();
    assert.deepEqual(traces, [trace]);
  });

  test('the same key in two sources is two keys', async (t) => {
    const world = await open(t);
    const group = recorder({
      database: world.core,
      before({ id }) {
        if (id.startsWith('notification')) throw new Error('broken');
      },
    });
    const log = await world.start([group]);
    await update(world.notification, [1, 1], [1, 2]);
    await assert.rejects(log.settled());
    await update(world.core, [1, 3]);
    await assert.rejects(log.settled());
    assert.deepEqual(await applied(world.core), { 1: [3] });
    assert.equal((await log.retries()).length, 2);
  });
}
