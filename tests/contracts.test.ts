/** A service's contract answers alike, called directly and over HTTP with the internal key. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Client } from '@fanfare/contracts';
import { contracts } from '@fanfare/contracts';
import { httpClient } from '@fanfare/http';
import { isAppError } from '@fanfare/kernel';
import type { Network, Person } from '@fanfare/testkit';
import { needsOneProcess, startNetwork } from '@fanfare/testkit';

const KEY = 'a key that only the services know';

interface Clients {
  auth: Client<(typeof contracts)['auth']>;
  userGraph: Client<(typeof contracts)['user-graph']>;
  timeline: Client<(typeof contracts)['timeline']>;
  read: Client<(typeof contracts)['read']>;
}

describe('contracts', { skip: needsOneProcess() }, () => {
  let network: Network;
  let ana: Person;
  let ben: Person;
  let ways: Record<'directly' | 'over HTTP', Clients>;
  const open: { close(): void }[] = [];

  before(async () => {
    network = await startNetwork({ settings: { FANFARE_INTERNAL_KEY: KEY } });
    ana = await network.person('ana');
    ben = await network.person('ben');
    await ben.api('POST', `/api/v1/accounts/${ana.id}/follow`, { notify: true });
    await ben.api('POST', `/api/v1/accounts/${ana.id}/mute`, { duration: 60 });
    await ana.api('POST', '/api/v1/statuses', { status: 'A post', visibility: 'private' });
    await network.settle();
    const options = { url: network.url, key: KEY };
    const http = {
      auth: httpClient(contracts.auth, options),
      userGraph: httpClient(contracts['user-graph'], options),
      timeline: httpClient(contracts.timeline, options),
      read: httpClient(contracts.read, options),
    };
    open.push(...Object.values(http));
    ways = {
      directly: network.contracts,
      'over HTTP': {
        auth: http.auth.client,
        userGraph: http.userGraph.client,
        timeline: http.timeline.client,
        read: http.read.client,
      },
    };
  });
  after(async () => {
    for (const client of open) client.close();
    await network.stop();
  });

  async function both<Result>(ask: (clients: Clients) => Promise<Result>): Promise<Result> {
    const direct = await ask(ways.directly);
    assert.deepEqual(await ask(ways['over HTTP']), direct);
    return direct;
  }

  it('of user-graph answers alike', async () => {
    const [a, b] = [Number(ana.id), Number(ben.id)];
    const states = await both(({ userGraph }) => userGraph.viewStates({ account_ids: [a, b, 404] }));
    assert.deepEqual(states.map((state) => state.account_id).sort(), [a, b].sort());
    const [audience] = await both(({ userGraph }) => userGraph.audiences({ account_ids: [b] }));
    assert.deepEqual([audience?.follows, audience?.muted], [[a], [a]]);
    assert.ok(audience?.valid_until);
    assert.deepEqual(await both(({ userGraph }) => userGraph.notifiedFollowers({ account_id: a })), [b]);
    assert.deepEqual(
      await both(({ userGraph }) =>
        userGraph.followMany({
          pairs: [
            [b, a],
            [b, b],
            [b, 404],
          ],
        }),
      ),
      { created: 0 },
    );
  });

  it('of timeline and read answers alike, null for what a viewer may not see', async () => {
    const home = {
      account_id: Number(ben.id),
      version: 1,
      max_id: null,
      since_id: null,
      min_id: null,
      limit: 5,
    };
    const { ids } = await both(({ timeline }) => timeline.home(home));
    assert.equal(ids.length, 1);
    const [shown] = await both(({ read }) => read.statuses({ viewer_id: Number(ben.id), ids }));
    assert.match(shown?.content ?? '', /A post/);
    assert.deepEqual(await both(({ read }) => read.statuses({ viewer_id: null, ids })), [null]);
  });

  it('fails alike: with the same code, and for what is asked wrongly', async () => {
    for (const clients of Object.values(ways)) {
      await assert.rejects(clients.auth.setRole({ username: 'nobody', role: 'admin' }), (error) =>
        isAppError(error, 'not_found'),
      );
      await assert.rejects(
        clients.userGraph.viewStates({ account_ids: ['x' as unknown as number] }),
        (error) => isAppError(error, 'internal'),
      );
    }
  });

  it('is not there for whoever lacks the key', async () => {
    const path = '/internal/user-graph/viewStates';
    assert.equal((await network.anyone('POST', path, { account_ids: [] })).status, 404);
    assert.equal((await ana.api('POST', path, { account_ids: [] })).status, 404);
    const wrong = httpClient(contracts['user-graph'], { url: network.url, key: 'another key' });
    open.push(wrong);
    await assert.rejects(wrong.client.viewStates({ account_ids: [] }), (error) =>
      isAppError(error, 'engine_away'),
    );
  });
});
