/** Promise 2: nothing happens twice, however often and however parallel it is asked. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

describe('retries', () => {
  let network: Network;
  let ana: Person;
  let ben: Person;
  before(async () => {
    network = await startNetwork();
    ana = await network.person('ana');
    ben = await network.person('ben');
    await ben.api('POST', `/api/v1/accounts/${ana.id}/follow`);
  });
  after(() => network.stop());

  function post(key: string, status: string, options: object = {}) {
    return ana.api<{ id: string }>(
      'POST',
      '/api/v1/statuses',
      { status, ...options },
      { 'idempotency-key': key },
    );
  }

  async function own(): Promise<{ id: string; content: string }[]> {
    return (await ana.api('GET', `/api/v1/accounts/${ana.id}/statuses?limit=40`)).body;
  }

  it('a hundred parallel posts with one key make one post', async () => {
    const replies = await Promise.all(Array.from({ length: 100 }, () => post('one', 'Once')));
    assert.deepEqual(new Set(replies.map((reply) => reply.status)), new Set([200]));
    assert.equal(new Set(replies.map((reply) => reply.body.id)).size, 1);
    assert.equal((await own()).length, 1);
    await network.settle();
    const home = await ben.api<unknown[]>('GET', '/api/v1/timelines/home');
    assert.equal(home.body.length, 1);
    const account = await ana.api('GET', `/api/v1/accounts/${ana.id}`);
    assert.equal(account.body.statuses_count, 1);
  });

  it('the same key with another body is refused and makes nothing', async () => {
    const before = (await own()).length;
    const reply = await post('one', 'Twice');
    assert.equal(reply.status, 422);
    assert.equal((await own()).length, before);
  });

  it('the same key of another person is another key', async () => {
    const reply = await ben.api('POST', '/api/v1/statuses', { status: 'Mine' }, { 'idempotency-key': 'one' });
    assert.equal(reply.status, 200);
  });

  it('a retry after an edit answers the present state of the same post', async () => {
    const first = await post('edit', 'As it was');
    await ana.api('PUT', `/api/v1/statuses/${first.body.id}`, { status: 'As it is' });
    const again = await post('edit', 'As it was');
    assert.equal(again.status, 200);
    assert.equal(again.body.id, first.body.id);
    assert.match(again.text, /As it is/);
  });

  it('a hundred parallel favourites, boosts and follows count once', async () => {
    const status = await post('liked', 'Like me');
    const acts = ['favourite', 'reblog', 'bookmark'].flatMap((act) =>
      Array.from({ length: 33 }, () => ben.api('POST', `/api/v1/statuses/${status.body.id}/${act}`)),
    );
    const follows = Array.from({ length: 20 }, () => ben.api('POST', `/api/v1/accounts/${ana.id}/follow`));
    for (const reply of await Promise.all([...acts, ...follows])) assert.equal(reply.status, 200, reply.text);
    const shown = await ana.api('GET', `/api/v1/statuses/${status.body.id}`);
    assert.equal(shown.body.favourites_count, 1);
    assert.equal(shown.body.reblogs_count, 1);
    const account = await ana.api('GET', `/api/v1/accounts/${ana.id}`);
    assert.equal(account.body.followers_count, 1);
    await network.settle();
    const notices = await ana.api<{ type: string }[]>('GET', '/api/v1/notifications');
    const types = notices.body.map((notice) => notice.type).sort();
    assert.deepEqual(types, ['favourite', 'follow', 'reblog']);
  });
});
