import assert from 'node:assert/strict';
import { it } from 'node:test';
import { look, moves } from './look.ts';
import type { World } from './world.ts';

export function timelineTests(world: () => World): void {
  it('a post on its way to lists, and how long it took', async () => {
    const { network, bob, post } = world();
    const to = (place: string) =>
      ['fanfare_delivery_seconds_count', { to: place, origin: 'posted' }] as [string, Record<string, string>];
    await moves(
      network,
      [
        ['fanfare_fanout_posts_total', { mode: 'push' }],
        ['fanfare_fanout_posts_total', { mode: 'pull' }, 0],
        // Its author's list and that of the one who follows and has read.
        ['fanfare_timeline_deliveries_total', {}, 2],
        to('first_follower'),
        to('last_follower'),
        to('search'),
        ['fanfare_delivery_seconds_count', { origin: 'approved' }, 0],
      ],
      () => post(bob, 'to be delivered'),
    );
    const seen = await look(network);
    assert.equal(
      seen.value('fanfare_delivery_seconds_bucket', { to: 'last_follower', origin: 'posted', le: '+Inf' }),
      seen.value(...to('last_follower')),
    );
  });

  it('lists that are built anew, and why', async () => {
    const { network, alice, moderator } = world();
    await alice.api('GET', '/api/v1/timelines/home');
    const because = (reason: string) =>
      ['fanfare_timeline_rebuilds_total', { reason }] as [string, Record<string, string>];
    await moves(
      network,
      [
        because('view_version'),
        [...because('absent'), 0],
        ['fanfare_timeline_rebuild_duration_seconds_count', {}],
      ],
      async () => {
        await alice.api('POST', `/api/v1/accounts/${moderator.id}/follow`);
        await network.settle();
        await alice.api('GET', '/api/v1/timelines/home');
      },
    );
    await moves(network, [because('absent')], () => moderator.api('GET', '/api/v1/timelines/home'));
  });

  it('what the auditor finds', async () => {
    const { network, bob } = world();
    await bob.api('GET', '/api/v1/timelines/home');
    await moves(
      network,
      [
        ['fanfare_timeline_audit_checked_total', {}],
        ['fanfare_timeline_audit_wrong_total', {}, 0],
      ],
      () => network.contracts.timeline.audit({ account_ids: [Number(bob.id)] }),
    );
    assert.equal((await look(network)).value('fanfare_timeline_audit_error_rate'), 0);
  });
}
