/** Posts and threads through HTTP. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

type Post = { id: string; in_reply_to_id: string | null };
const ids = (posts: Post[]) => posts.map((post) => post.id);

describe('posts', () => {
  let network: Network;
  let ann: Person;
  let ben: Person;
  let cat: Person;

  before(async () => {
    network = await startNetwork();
    [ann, ben, cat] = [await network.person('ann'), await network.person('ben'), await network.person('cat')];
  });
  after(() => network.stop());

  async function say(person: Person, status: string, more: object = {}): Promise<Post> {
    const reply = await person.api<Post>('POST', '/api/v1/statuses', { status, ...more });
    assert.equal(reply.status, 200, reply.text);
    return reply.body;
  }

  async function seenBy(post: Post): Promise<string> {
    const people = { anyone: network.anyone, ann: ann.api, ben: ben.api, cat: cat.api };
    const seen: string[] = [];
    for (const [name, api] of Object.entries(people)) {
      const { status } = await api('GET', `/api/v1/statuses/${post.id}`);
      assert.ok(status === 200 || status === 404, String(status));
      if (status === 200) seen.push(name);
    }
    return seen.join(' ');
  }

  it('are seen by whom their visibility says', async () => {
    await ben.api('POST', `/api/v1/accounts/${ann.id}/follow`);
    const seen = async (visibility: string, text = 'hello') => seenBy(await say(ann, text, { visibility }));
    assert.equal(await seen('public'), 'anyone ann ben cat');
    assert.equal(await seen('unlisted'), 'anyone ann ben cat');
    assert.equal(await seen('private'), 'ann ben');
    assert.equal(await seen('private', 'hello @cat'), 'ann ben cat');
    assert.equal(await seen('direct'), 'ann');
    assert.equal(await seen('direct', 'hello @cat'), 'ann cat');
  });

  it('are gone for both sides of a block at once, and for everybody when deleted', async () => {
    const [mine, theirs] = [await say(ann, 'mine'), await say(cat, 'theirs')];
    await ann.api('POST', `/api/v1/accounts/${cat.id}/block`);
    assert.equal(await seenBy(mine), 'anyone ann ben');
    assert.equal(await seenBy(theirs), 'anyone ben cat');
    assert.deepEqual((await ann.api('GET', `/api/v1/accounts/${cat.id}/statuses`)).body, []);
    assert.equal((await ann.api('GET', `/api/v1/accounts/${cat.id}`)).status, 200, 'to be unblocked');
    await ann.api('POST', `/api/v1/accounts/${cat.id}/unblock`);
    assert.equal(await seenBy(mine), 'anyone ann ben cat');
    await ann.api('DELETE', `/api/v1/statuses/${mine.id}`);
    assert.equal(await seenBy(mine), '');
  });

  it('carry the reader’s own marks and true counts, in the very next answer', async () => {
    const post = await say(ann, 'mark me');
    for (const mark of ['favourite', 'bookmark', 'reblog']) {
      assert.equal((await ben.api('POST', `/api/v1/statuses/${post.id}/${mark}`)).status, 200);
    }
    const { body: seen } = await ben.api('GET', `/api/v1/statuses/${post.id}`);
    assert.deepEqual([seen.favourited, seen.bookmarked, seen.reblogged], [true, true, true]);
    assert.deepEqual([seen.favourites_count, seen.reblogs_count], [1, 1]);
    const { body: other } = await cat.api('GET', `/api/v1/statuses/${post.id}`);
    assert.deepEqual([other.favourited, other.bookmarked, other.reblogged], [false, false, false]);
    const { body: out } = await network.anyone('GET', `/api/v1/statuses/${post.id}`);
    assert.equal('favourited' in out, false);
    for (const by of ['favourited_by', 'reblogged_by']) {
      const { body } = await cat.api('GET', `/api/v1/statuses/${post.id}/${by}`);
      assert.deepEqual(ids(body), [ben.id]);
    }
    await ben.api('POST', `/api/v1/statuses/${post.id}/unfavourite`);
    const { body: undone } = await ben.api('GET', `/api/v1/statuses/${post.id}`);
    assert.deepEqual([undone.favourited, undone.favourites_count], [false, 0]);
  });

  it('come by their ids, twenty at most, in the order asked', async () => {
    const [one, two] = [await say(ann, 'one'), await say(ann, 'two')];
    const asked = `id[]=${two.id}&id[]=999&id[]=x&id[]=${one.id}&id[]=${two.id}`;
    assert.deepEqual(ids((await ben.api('GET', `/api/v1/statuses?${asked}`)).body), [two.id, one.id]);
    const many = Array.from({ length: 21 }, (_, at) => `id[]=${at + 1}`).join('&');
    assert.equal((await ben.api('GET', `/api/v1/statuses?${many}`)).status, 422);
    assert.deepEqual((await ben.api('GET', '/api/v1/statuses')).body, []);
  });

  it('show what they were', async () => {
    const post = await say(ann, 'first @ben');
    const before = await network.anyone('GET', `/api/v1/statuses/${post.id}/history`);
    assert.equal(before.body.length, 1);
    await ann.api('PUT', `/api/v1/statuses/${post.id}`, { status: 'second', spoiler_text: 'careful' });
    const { body: forms } = await network.anyone('GET', `/api/v1/statuses/${post.id}/history`);
    assert.equal(forms.length, 2);
    assert.match(forms[0].content, /first .*@<span>ben/);
    assert.deepEqual([forms[1].content, forms[1].spoiler_text], ['<p>second</p>', 'careful']);
    const { body: now } = await network.anyone('GET', `/api/v1/statuses/${post.id}`);
    assert.equal(now.content, '<p>second</p>');
    assert.notEqual(now.edited_at, null);
  });

  it('stand in a thread, depth first, own answers first, without what the reader may not see', async () => {
    const root = await say(ann, 'root');
    const reply = (person: Person, to: Post, more: object = {}) =>
      say(person, 'reply', { in_reply_to_id: to.id, ...more });
    const first = await reply(ben, root);
    const second = await reply(cat, root);
    const own = await reply(ann, root);
    const below = await reply(ann, first);
    const hidden = await reply(cat, first, { visibility: 'direct' });
    const context = async (post: Post, api = network.anyone) =>
      (await api<{ ancestors: Post[]; descendants: Post[] }>('GET', `/api/v1/statuses/${post.id}/context`))
        .body;
    assert.deepEqual(
      ids((await context(root)).descendants),
      [own, first, below, second].map((post) => post.id),
    );
    assert.deepEqual(ids((await context(below)).ancestors), [root.id, first.id]);
    assert.ok(ids((await context(root, cat.api)).descendants).includes(hidden.id));
    await cat.api('POST', `/api/v1/accounts/${ben.id}/mute`);
    assert.ok(!ids((await context(root, cat.api)).descendants).includes(first.id));
    await ben.api('DELETE', `/api/v1/statuses/${first.id}`);
    assert.deepEqual(ids((await context(below)).ancestors), [root.id]);
    assert.equal((await network.anyone('GET', '/api/v1/statuses/1/context')).status, 404);
  });
});

describe('a post that waits for approval', () => {
  it('is shown to its author under its id, and leads to the published one afterwards', async () => {
    const network = await startNetwork({ settings: { APPROVAL_POLICY: 'everyone' } });
    try {
      const [ann, ben] = [await network.person('ann'), await network.person('ben')];
      const judge = await network.person('judge', { role: 'moderator' });
      const held = await ann.api('POST', '/api/v1/statuses', { status: 'hold me' });
      assert.equal(held.status, 202, held.text);
      const path = `/api/v1/statuses/${held.body.id}`;
      assert.equal((await ann.api('GET', path)).body.approval.state, 'pending');
      assert.deepEqual((await ann.api('GET', `${path}/context`)).body, { ancestors: [], descendants: [] });
      assert.equal((await ann.api('GET', `${path}/favourited_by`)).status, 422);
      assert.deepEqual((await ann.api('GET', `/api/v1/statuses?id[]=${held.body.id}`)).body, []);
      for (const api of [ben.api, judge.api, network.anyone]) {
        for (const what of ['', '/context', '/history', '/favourited_by', '/reblogged_by']) {
          assert.equal((await api('GET', path + what)).status, 404, what);
        }
      }
      const approved = await judge.api('POST', `/api/v1/admin/submissions/${held.body.id}/approve`, {
        version: 1,
      });
      assert.equal(approved.status, 200, approved.text);
      const { body: published } = await ann.api('GET', path);
      assert.notEqual(published.id, held.body.id);
      assert.equal((await ben.api('GET', path)).status, 404);
      assert.equal((await ben.api('GET', `/api/v1/statuses/${published.id}`)).status, 200);
      const edit = await ann.api('PUT', `/api/v1/statuses/${published.id}`, { status: 'hold this too' });
      assert.equal(edit.status, 202, edit.text);
      const { body: own } = await ann.api('GET', `/api/v1/statuses/${published.id}`);
      assert.deepEqual([own.content, own.approval.state], ['<p>hold me</p>', 'pending']);
      const { body: others } = await ben.api('GET', `/api/v1/statuses/${published.id}`);
      assert.equal('approval' in others, false);
    } finally {
      await network.stop();
    }
  });
});
