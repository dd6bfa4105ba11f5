import assert from 'node:assert/strict';
import { it } from 'node:test';
import { lookUntil, moves } from './look.ts';
import type { World } from './world.ts';

export function eventTests(world: () => World): void {
  it('each event, by group and type', async () => {
    const { network, bob, post } = world();
    const done = (group: string, type: string) =>
      ['fanfare_consumer_events_total', { group, type, outcome: 'done' }] as [string, Record<string, string>];
    await moves(
      network,
      [
        done('fanout', 'status.published'),
        done('timeline', 'timeline.deliver'),
        done('search', 'status.published'),
        done('notification', 'status.published'),
        ['fanfare_consumer_events_total', { outcome: 'failed' }, 0],
      ],
      () => post(bob, 'an event'),
    );
  });

  it('nothing waits once it has settled', async () => {
    const { network } = world();
    await network.settle();
    const still = [
      'fanfare_consumer_lag_events',
      'fanfare_consumer_lag_seconds',
      'fanfare_consumer_retries',
      'fanfare_consumer_retry_oldest_seconds',
      'fanfare_consumer_paused',
      'fanfare_outbox_events',
      'fanfare_outbox_oldest_seconds',
      'fanfare_fanout_open',
      'fanfare_fanout_open_oldest_seconds',
    ];
    const seen = await lookUntil(network, ({ value }) => still.every((name) => value(name) === 0));
    const groups = seen.series.filter(({ name }) => name === 'fanfare_consumer_lag_events');
    assert.deepEqual(groups.map(({ labels }) => labels.group).sort(), [
      'fanout',
      'notification',
      'search',
      'timeline',
      'user-graph',
      'write',
    ]);
    const sources = seen.series.filter(({ name }) => name === 'fanfare_outbox_events');
    assert.deepEqual(sources.map(({ labels }) => labels.source).sort(), ['core', 'notification']);
  });
}
