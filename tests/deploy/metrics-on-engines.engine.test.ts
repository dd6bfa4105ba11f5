/** What only a process on real engines can show: its relay, its connections, how far Kafka's readers are. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { look, lookUntil, moves } from '../metrics/look.ts';
import type { World } from '../metrics/world.ts';
import { metricsWorld } from '../metrics/world.ts';

process.env.FANFARE_TEST_ON = 'one:postgres';

let world: World;
before(async () => {
  world = await metricsWorld();
});
after(() => world?.network.stop());

it('rows carried to Kafka, and how far behind it anybody is', async () => {
  const { network, bob, post } = world;
  const carried = async () => (await look(network)).value('fanfare_relay_events_total', { source: 'core' });
  const before = await carried();
  await moves(
    network,
    [
      ['fanfare_consumer_events_total', { group: 'timeline', type: 'timeline.deliver', outcome: 'done' }],
      ['fanfare_delivery_seconds_count', { to: 'last_follower', origin: 'posted' }],
      ['fanfare_delivery_seconds_count', { to: 'search', origin: 'posted' }],
    ],
    () => post(bob, 'over Kafka'),
  );
  // The post and its delivery, and perhaps a heartbeat.
  assert.ok((await carried()) >= before + 2);
  const waiting = ['fanfare_outbox_events', 'fanfare_consumer_lag_events', 'fanfare_consumer_lag_seconds'];
  await lookUntil(network, ({ value }) => waiting.every((name) => value(name) === 0));
});

it('connections, and every engine by its name', async () => {
  const { network } = world;
  const engines = ['database', 'notification_database', 'cache', 'media', 'mail', 'kafka', 'auth.identity'];
  const seen = await lookUntil(network, ({ value }) =>
    engines.every((engine) => value('fanfare_engine_up', { engine }) === 1),
  );
  for (const database of ['core', 'notification']) {
    const connections = (state: string) => seen.value('fanfare_pool_connections', { database, state });
    assert.ok(connections('idle') > 0, database);
    assert.equal(connections('waiting'), 0);
  }
  for (const [engine, operation] of [
    ['events', 'send'],
    ['database', 'unit'],
    ['notification_database', 'select'],
    ['cache', 'get_many'],
    ['search', 'apply'],
    ['identity', 'grants.add'],
  ])
    assert.ok(
      seen.value('fanfare_engine_call_duration_seconds_count', {
        engine,
        operation,
        outcome: 'ok',
      } as never) > 0,
      `${engine} ${operation}`,
    );
});
