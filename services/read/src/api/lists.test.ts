/** Timelines, lists, accounts and pages through HTTP. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Api, Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

type Post = { id: string };
const ids = (posts: Post[]) => posts.map((post) => post.id);

describe('lists', () => {
  let network: Network;
  let ann: Person;
  let ben: Person;

  before(async () => {
    network = await startNetwork();
    [ann, ben] = [await network.person('ann'), await network.person('ben')];
  });
  after(() => network.stop());

  async function say(person: Person, status: string, more: object = {}): Promise<string> {
    const reply = await person.api<Post>('POST', '/api/v1/statuses', { status, ...more });
    assert.equal(reply.status, 200, reply.text);
    return reply.body.id;
  }

  async function list(api: Api, path: string): Promise<string[]> {
    const reply = await api<Post[]>('GET', `/api/v1/${path}`);
    assert.equal(reply.status, 200, reply.text);
    return ids(reply.body);
  }

  it('of the public hold public posts and self-replies, no boosts and no answers', async () => {
    const post = await say(ann, 'public');
    const more = await say(ann, 'and another thing', { in_reply_to_id: post });
    await say(ann, 'unlisted', { visibility: 'unlisted' });
    await say(ben, 'answer', { in_reply_to_id: post });
    await ben.api('POST', `/api/v1/statuses/${post}/reblog`);
    assert.deepEqual(await list(network.anyone, 'timelines/public'), [more, post]);
    assert.deepEqual(await list(network.anyone, 'timelines/public?local=true'), [more, post]);
    assert.deepEqual(await list(network.anyone, 'timelines/public?remote=true'), []);
    assert.deepEqual(await list(network.anyone, 'timelines/public?only_media=true'), []);
    await ben.api('POST', `/api/v1/accounts/${ann.id}/mute`, { duration: 60 });
    assert.deepEqual(await list(ben.api, 'timelines/public'), []);
    await network.advance(61_000);
    assert.deepEqual(await list(ben.api, 'timelines/public'), [more, post]);
  });

  it('of tags combine them', async () => {
    const both = await say(ann, '#Rain and #snow');
    const rain = await say(ben, 'more #rain');
    await say(ben, 'secret #rain', { visibility: 'unlisted' });
    const tag = (query: string) => list(network.anyone, `timelines/tag/${query}`);
    assert.deepEqual(await tag('RAIN'), [rain, both]);
    assert.deepEqual(await tag('rain?all[]=snow'), [both]);
    assert.deepEqual(await tag('rain?none[]=snow'), [rain]);
    assert.deepEqual(await tag('sun?any[]=snow&any[]=rain'), [rain, both]);
    assert.deepEqual(await tag('rain?limit=1'), [rain]);
    assert.deepEqual(await tag('rain?limit=1&min_id=1'), [both]);
  });

  it('of an account hold what its reader may see, filtered as asked', async () => {
    const [cat, dan] = [await network.person('cat'), await network.person('dan')];
    const post = await say(cat, 'plain #snow');
    const answer = await say(cat, 'answer', { in_reply_to_id: await say(ann, 'hi') });
    const own = await say(cat, 'on', { in_reply_to_id: post });
    const secret = await say(cat, 'for followers', { visibility: 'private' });
    const letter = await say(cat, 'dear @dan', { visibility: 'direct' });
    const boost = await cat.api('POST', `/api/v1/statuses/${await say(dan, 'boost me')}/reblog`);
    const all = [boost.body.id, own, answer, post];
    const of = (api: Api, query = '') => list(api, `accounts/${cat.id}/statuses${query}`);
    assert.deepEqual(await of(network.anyone), all);
    assert.deepEqual(await of(cat.api), [boost.body.id, letter, secret, own, answer, post]);
    assert.deepEqual(await of(dan.api), [boost.body.id, letter, own, answer, post]);
    await dan.api('POST', `/api/v1/accounts/${cat.id}/follow`);
    assert.deepEqual(await of(dan.api), [boost.body.id, letter, secret, own, answer, post]);
    assert.deepEqual(await of(network.anyone, '?exclude_replies=true'), [boost.body.id, own, post]);
    assert.deepEqual(await of(network.anyone, '?exclude_reblogs=1'), [own, answer, post]);
    assert.deepEqual(await of(network.anyone, '?tagged=SNOW'), [post]);
    assert.deepEqual(await of(network.anyone, '?pinned=true'), []);
    assert.deepEqual(await of(network.anyone, '?only_media=true'), []);
    assert.deepEqual(await of(network.anyone, '?limit=2'), all.slice(0, 2));
    await dan.api('POST', `/api/v1/accounts/${cat.id}/mute`);
    assert.equal((await of(dan.api)).length, 6, 'a mute does not hide whom one visits');
  });

  it('of marks are ordered by the mark, with cursors of their own', async () => {
    const eve = await network.person('eve');
    const posts = [await say(ann, 'a'), await say(ann, 'b'), await say(ann, 'c')] as const;
    for (const kind of ['bookmark', 'favourite']) {
      for (const id of [posts[1], posts[0], posts[2]])
        await eve.api('POST', `/api/v1/statuses/${id}/${kind}`);
      const path = `/api/v1/${kind}s`;
      const first = await eve.api<Post[]>('GET', `${path}?limit=2`);
      assert.deepEqual(ids(first.body), [posts[2], posts[0]]);
      const second = await eve.api<Post[]>('GET', `${path}?${first.link.next}`);
      assert.deepEqual(ids(second.body), [posts[1]]);
      assert.equal(second.link.next, undefined);
      const back = await eve.api<Post[]>('GET', `${path}?${second.link.prev}`);
      assert.deepEqual(ids(back.body), [posts[2], posts[0]]);
    }
  });

  it('of accounts: by name in all its forms', async () => {
    const host = new URL(network.url).host;
    for (const acct of ['ann', '@ANN', `ann@${host}`, '@ann@localhost']) {
      const reply = await network.anyone('GET', `/api/v1/accounts/lookup?acct=${encodeURIComponent(acct)}`);
      assert.deepEqual([reply.status, reply.body.id], [200, ann.id], acct);
    }
    assert.equal((await network.anyone('GET', '/api/v1/accounts/lookup?acct=ann@example.org')).status, 404);
    assert.equal((await network.anyone('GET', '/api/v1/accounts/lookup')).status, 422);
    assert.equal((await network.anyone('GET', '/api/v1/accounts/12')).status, 404);
  });

  it('that are always empty ask for token and scope all the same', async () => {
    assert.equal((await network.anyone('GET', '/api/v1/lists')).status, 401);
    assert.equal((await network.anyone('GET', '/api/v1/push/subscription')).status, 401);
    assert.deepEqual((await network.anyone('GET', '/api/v1/trends/statuses')).body, []);
    assert.deepEqual((await ann.api('GET', '/api/v1/accounts/familiar_followers?0=1')).body, []);
    assert.equal((await ann.api('GET', '/api/v1/push/subscription')).status, 404);
  });
});
