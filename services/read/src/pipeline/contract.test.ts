/** What read offers to the other services. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { StoredNotification } from '@fanfare/contracts';
import type { Status } from '@fanfare/contracts/entities';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

describe('read for the other services', () => {
  let network: Network;
  let ann: Person;
  let ben: Person;
  let cat: Person;
  const number = (person: Person) => Number(person.id);
  const read = () => network.contracts.read;

  before(async () => {
    network = await startNetwork();
    [ann, ben, cat] = [await network.person('ann'), await network.person('ben'), await network.person('cat')];
    await ben.api('POST', `/api/v1/accounts/${ann.id}/follow`);
  });
  after(() => network.stop());

  async function say(person: Person, status: string, more: object = {}): Promise<number> {
    const { body } = await person.api<{ id: string }>('POST', '/api/v1/statuses', { status, ...more });
    return Number(body.id);
  }

  async function streamed(id: number, home: boolean): Promise<(Status | null)[]> {
    const viewers = [ann, ben, cat].map((person) => ({ account_id: number(person), home }));
    const frames = await read().streamed({ status_id: id, viewers });
    return frames.map(({ payload }) => (payload === null ? null : (JSON.parse(payload) as Status)));
  }
  const holders = async (id: number, home: boolean) =>
    (await streamed(id, home)).map((status) => (status === null ? '-' : 'x')).join('');

  it('answers statuses and accounts in the order asked, null for what is not there or not theirs', async () => {
    const secret = await say(ann, 'hush', { visibility: 'private' });
    const open = await say(ann, 'hello');
    const seen = async (viewer: number | null) =>
      (await read().statuses({ viewer_id: viewer, ids: [open, 5, secret, open] })).map(
        (one) => one?.id ?? null,
      );
    assert.deepEqual(await seen(null), [String(open), null, null, String(open)]);
    assert.deepEqual(await seen(number(ben)), [String(open), null, String(secret), String(open)]);
    assert.deepEqual(await seen(77), [null, null, null, null], 'nobody');
    const accounts = await read().accounts({ ids: [number(ben), 5, number(ann)] });
    assert.deepEqual(
      accounts.map((account) => account?.username ?? null),
      ['ben', null, 'ann'],
    );
    const { source, role } = await read().credentialAccount({ account_id: number(ann) });
    assert.deepEqual([source.privacy, source.follow_requests_count, role.name], ['public', 0, '']);
    await assert.rejects(read().credentialAccount({ account_id: 5 }), { code: 'not_found' });
  });

  it('gives streams what reads would show at this moment, with each one’s own marks', async () => {
    const post = await say(ann, 'live');
    assert.equal(await holders(post, false), 'xxx');
    assert.equal(await holders(post, true), 'xx-');
    await ben.api('POST', `/api/v1/statuses/${post}/favourite`);
    const marks = (await streamed(post, false)).map((status) => status?.favourited);
    assert.deepEqual(marks, [false, true, false]);
    await cat.api('POST', `/api/v1/accounts/${ann.id}/block`);
    assert.equal(await holders(post, false), 'xx-');
    await cat.api('POST', `/api/v1/accounts/${ann.id}/unblock`);
    assert.equal(await holders(await say(ann, 'to followers', { visibility: 'private' }), false), 'xx-');
    assert.equal(await holders(await say(ann, 'to cat alone: @cat', { visibility: 'direct' }), false), 'x-x');
    await ann.api('DELETE', `/api/v1/statuses/${post}`);
    assert.equal(await holders(post, false), '---');
  });

  it('leaves boosts that repeat something out of the homes that hold it', async () => {
    const [dan, eve] = [await network.person('dan'), await network.person('eve')];
    for (const friend of [dan, eve]) {
      for (const person of [ben, cat]) await person.api('POST', `/api/v1/accounts/${friend.id}/follow`);
    }
    const post = await say(ann, 'boost me');
    const boost = async (person: Person) =>
      Number((await person.api('POST', `/api/v1/statuses/${post}/reblog`)).body.id);
    const first = await boost(dan);
    // Ben follows the author and has the post itself; to Cat it is new; Ann follows neither.
    assert.equal(await holders(first, true), '--x');
    assert.equal(await holders(await boost(eve), true), '---');
    assert.equal(await holders(first, false), 'xxx');
    const homes = await Promise.all([ben, cat].map((person) => person.api('GET', '/api/v1/timelines/home')));
    const shown = homes.map(({ body }) =>
      body.map((one: Status) => Number(one.id)).filter((id: number) => id >= post),
    );
    assert.deepEqual(shown, [[post], [first]]);
  });

  it('dresses notifications, and hides those of whom their recipient does not want to hear', async () => {
    const post = await say(ann, 'look');
    const item = (id: number, type: string, from: Person, status: number | null): StoredNotification => ({
      id,
      type,
      from_account_id: number(from),
      status_id: status,
      submission_id: null,
      created_at: 0,
    });
    const items = [item(1, 'favourite', ben, post), item(2, 'follow', cat, null), item(3, 'mention', ben, 5)];
    const dressed = async () => {
      const found = await read().notifications({ viewer_id: number(ann), items });
      return found.map((one) =>
        one === null ? null : `${one.type} ${one.account.username} ${one.status?.id}`,
      );
    };
    assert.deepEqual(await dressed(), [`favourite ben ${post}`, 'follow cat undefined', null]);
    await ann.api('POST', `/api/v1/accounts/${cat.id}/mute`, { notifications: false });
    assert.equal((await dressed())[1], 'follow cat undefined');
    await ann.api('POST', `/api/v1/accounts/${cat.id}/mute`, { notifications: true, duration: 60 });
    assert.equal((await dressed())[1], null);
    await network.advance(61_000);
    assert.equal((await dressed())[1], 'follow cat undefined');
    await ben.api('POST', `/api/v1/accounts/${ann.id}/block`);
    assert.equal((await dressed())[0], null);
  });
});
