import assert from 'node:assert/strict';
import { it } from 'node:test';
import { lookUntil, moves } from './look.ts';
import type { World } from './world.ts';

export function approvalTests(world: () => World): void {
  it('what waits, how it is decided, and the way of an approved post', async () => {
    const { network, moderator, post } = world();
    const admin = await network.person('admin', { role: 'admin' });
    const writer = await network.person('dora');
    const mode = (to: string) => admin.api('PUT', '/api/v1/admin/approval_policy', { mode: to });
    assert.equal((await mode('everyone')).status, 200);
    const [first, second, third] = [
      await post(writer, 'one'),
      await post(writer, 'two'),
      await post(writer, 'three'),
    ];
    await lookUntil(network, ({ value }) => value('fanfare_submissions_waiting') === 3);
    await network.advance(120_000);
    await lookUntil(network, ({ value }) => value('fanfare_submissions_oldest_seconds') >= 120);
    const decide = (id: string | undefined, how: string) =>
      moderator.api('POST', `/api/v1/admin/submissions/${id}/${how}`, { version: 1 });
    const ended = (decision: string) =>
      ['fanfare_submission_decisions_total', { decision }] as [string, Record<string, string>];
    await moves(
      network,
      [
        ended('approved'),
        ended('rejected'),
        ended('withdrawn'),
        ['fanfare_submission_wait_seconds_bucket', { decision: 'approved', le: '60' }, 0],
        ['fanfare_submission_wait_seconds_bucket', { decision: 'approved', le: '300' }],
        ['fanfare_delivery_seconds_count', { to: 'first_follower', origin: 'approved' }],
        ['fanfare_delivery_seconds_count', { to: 'search', origin: 'approved' }],
        // From the decision on, however long it waited before.
        ['fanfare_delivery_seconds_bucket', { to: 'first_follower', origin: 'approved', le: '60' }],
        ['fanfare_delivery_seconds_count', { origin: 'posted' }, 0],
      ],
      async () => {
        assert.equal((await decide(first, 'approve')).status, 200);
        assert.equal((await decide(second, 'reject')).status, 200);
        assert.equal((await writer.api('DELETE', `/api/v1/submissions/${third}`)).status, 200);
        // A second decision is refused, and counts nowhere.
        assert.equal((await decide(first, 'reject')).status, 409);
        await network.settle();
      },
    );
    await lookUntil(network, ({ value }) => value('fanfare_submissions_waiting') === 0);
    await mode('off');
  });
}
