import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

let network: Network;
let alice: Person;
let bob: Person;
let carol: Person;

before(async () => {
  network = await startNetwork();
  [alice, bob, carol] = [
    await network.person('alice'),
    await network.person('bob'),
    await network.person('carol'),
  ];
});
after(() => network.stop());

async function post(person: Person, body: object, headers?: Record<string, string>) {
  const reply = await person.api('POST', '/api/v1/statuses', body, headers);
  assert.equal(reply.status, 200, reply.text);
  return reply.body;
}

async function count(person: Person): Promise<number> {
  return (await person.api('GET', `/api/v1/accounts/${person.id}`)).body.statuses_count;
}

test('a post is answered as its author sees it, at once', async () => {
  const before = await count(alice);
  const status = await post(alice, { status: 'Hello @bob, @nobody and #Café', language: 'en' });
  assert.equal(status.visibility, 'public');
  assert.equal(status.language, 'en');
  assert.deepEqual(
    status.mentions.map((mention: { acct: string }) => mention.acct),
    ['bob'],
  );
  assert.equal(status.tags[0].name, 'café');
  assert.equal(status.approval, undefined);
  assert.equal((await bob.api('GET', `/api/v1/statuses/${status.id}`)).body.id, status.id);
  assert.equal(await count(alice), before + 1);
  const source = await alice.api('GET', `/api/v1/statuses/${status.id}/source`);
  assert.deepEqual(source.body, { id: status.id, text: 'Hello @bob, @nobody and #Café', spoiler_text: '' });
});

test('what cannot be posted is refused and changes nothing', async () => {
  const before = await count(alice);
  const refused: [number, object][] = [
    [422, { status: ' ' }],
    [422, {}],
    [422, { status: 'x'.repeat(501) }],
    [422, { status: 'x', visibility: 'everyone' }],
    [422, { status: 'x', poll: { options: ['a', 'b'], expires_in: 300 } }],
    [422, { status: 'x', scheduled_at: '2030-01-01T00:00:00.000Z' }],
    [422, { status: 'x', quoted_status_id: '1' }],
    [422, { status: 'x', media_ids: ['12'] }],
    [422, { status: 'x', in_reply_to_id: 'abc' }],
    [422, { status: 'x', in_reply_to_id: '12' }],
  ];
  for (const [status, body] of refused) {
    const reply = await alice.api('POST', '/api/v1/statuses', body);
    assert.equal(reply.status, status, `${JSON.stringify(body).slice(0, 80)}: ${reply.text}`);
    assert.equal(typeof reply.body.error, 'string');
  }
  assert.equal(await count(alice), before);
});

test('mentions that were not expected are named, and nothing is posted', async () => {
  const reply = await alice.api('POST', '/api/v1/statuses', {
    status: 'for @bob and @carol',
    allowed_mentions: [bob.id],
  });
  assert.equal(reply.status, 422);
  assert.deepEqual(
    reply.body.unexpected_accounts.map((account: { id: string }) => account.id),
    [carol.id],
  );
});

test('replies, favourites, bookmarks and boosts count exactly, however often they are asked', async () => {
  const root = await post(alice, { status: 'root' });
  const reply = await post(bob, { status: 'a reply', in_reply_to_id: root.id });
  await post(bob, { status: '@alice a private one', in_reply_to_id: root.id, visibility: 'direct' });
  assert.equal(reply.in_reply_to_id, root.id);
  assert.equal(reply.in_reply_to_account_id, alice.id);
  for (const verb of ['favourite', 'favourite', 'bookmark', 'bookmark', 'reblog', 'reblog']) {
    assert.equal((await bob.api('POST', `/api/v1/statuses/${root.id}/${verb}`)).status, 200);
  }
  let seen = (await bob.api('GET', `/api/v1/statuses/${root.id}`)).body;
  assert.deepEqual(
    [
      seen.replies_count,
      seen.favourites_count,
      seen.reblogs_count,
      seen.favourited,
      seen.reblogged,
      seen.bookmarked,
    ],
    [1, 1, 1, true, true, true],
  );
  for (const verb of ['unfavourite', 'unfavourite', 'unbookmark', 'unreblog', 'unreblog']) {
    assert.equal((await bob.api('POST', `/api/v1/statuses/${root.id}/${verb}`)).status, 200);
  }
  assert.equal((await bob.api('DELETE', `/api/v1/statuses/${reply.id}`)).body.text, 'a reply');
  seen = (await bob.api('GET', `/api/v1/statuses/${root.id}`)).body;
  assert.deepEqual(
    [
      seen.replies_count,
      seen.favourites_count,
      seen.reblogs_count,
      seen.favourited,
      seen.reblogged,
      seen.bookmarked,
    ],
    [0, 0, 0, false, false, false],
  );
  const again = await bob.api('POST', `/api/v1/statuses/${root.id}/reblog`);
  assert.equal(again.body.reblog.id, root.id);
});

test('deleting a post takes its boosts and their counts with it', async () => {
  const before = await count(bob);
  const root = await post(alice, { status: 'soon gone' });
  const boosted = (await bob.api('POST', `/api/v1/statuses/${root.id}/reblog`)).body;
  assert.equal(await count(bob), before + 1);
  assert.equal((await alice.api('DELETE', `/api/v1/statuses/${root.id}`)).status, 200);
  assert.equal(await count(bob), before);
  for (const id of [root.id, boosted.id]) {
    assert.equal((await bob.api('GET', `/api/v1/statuses/${id}`)).status, 404);
  }
  assert.equal((await alice.api('DELETE', `/api/v1/statuses/${root.id}`)).status, 404);
  assert.equal((await bob.api('POST', `/api/v1/statuses/${root.id}/favourite`)).status, 404);
});

test('a boost can be taken back by its own id also where what it shows can no longer be seen', async () => {
  const before = await count(bob);
  const root = await post(carol, { status: 'soon hidden from @bob' });
  const boosted = (await bob.api('POST', `/api/v1/statuses/${root.id}/reblog`)).body;
  await carol.api('POST', `/api/v1/accounts/${bob.id}/block`);
  assert.equal((await bob.api('DELETE', `/api/v1/statuses/${boosted.id}`)).status, 404);
  await carol.api('POST', `/api/v1/accounts/${bob.id}/unblock`);
  assert.equal(await count(bob), before);
  assert.equal((await carol.api('GET', `/api/v1/statuses/${root.id}`)).body.reblogs_count, 0);
});

test('whom an edit of a direct post names first finds it at home', async () => {
  await bob.api('POST', `/api/v1/accounts/${alice.id}/follow`);
  await network.settle();
  const home = async () => (await bob.api('GET', '/api/v1/timelines/home')).body;
  await home();
  const status = await post(alice, { status: '@carol, a word', visibility: 'direct' });
  await network.settle();
  const seen = async () => (await home()).some((one: { id: string }) => one.id === status.id);
  assert.equal(await seen(), false);
  await alice.api('PUT', `/api/v1/statuses/${status.id}`, { status: '@carol and @bob, a word' });
  assert.equal(await seen(), true);
  await bob.api('POST', `/api/v1/accounts/${alice.id}/unfollow`);
});

test('nobody acts on what they may not see', async () => {
  const hidden = await post(alice, { status: 'for my followers', visibility: 'private' });
  for (const verb of ['favourite', 'bookmark', 'reblog', 'unfavourite', 'unreblog']) {
    assert.equal((await carol.api('POST', `/api/v1/statuses/${hidden.id}/${verb}`)).status, 404);
  }
  const reply = await carol.api('POST', '/api/v1/statuses', { status: 'x', in_reply_to_id: hidden.id });
  assert.equal(reply.status, 422);
  assert.equal(reply.body.error, 'The status you are trying to reply to does not appear to exist.');
  await carol.api('POST', `/api/v1/accounts/${alice.id}/follow`);
  assert.equal((await carol.api('POST', `/api/v1/statuses/${hidden.id}/favourite`)).status, 200);
  assert.equal((await carol.api('POST', `/api/v1/statuses/${hidden.id}/reblog`)).status, 403);
  assert.equal((await alice.api('POST', `/api/v1/statuses/${hidden.id}/reblog`)).body.visibility, 'private');
  await alice.api('POST', `/api/v1/accounts/${carol.id}/block`);
  const open = await post(alice, { status: 'for all but carol' });
  assert.equal((await carol.api('POST', `/api/v1/statuses/${open.id}/favourite`)).status, 404);
  assert.equal((await carol.api('PUT', `/api/v1/statuses/${open.id}`, { status: 'x' })).status, 404);
  assert.equal((await carol.api('DELETE', `/api/v1/statuses/${open.id}`)).status, 404);
});

test('one Idempotency-Key makes one post, also for a hundred at once; another body is refused', async () => {
  const before = await count(bob);
  const headers = { 'idempotency-key': 'once' };
  const replies = await Promise.all(
    Array.from({ length: 100 }, () => bob.api('POST', '/api/v1/statuses', { status: 'only one' }, headers)),
  );
  assert.deepEqual([...new Set(replies.map((reply) => reply.status))], [200]);
  assert.equal(new Set(replies.map((reply) => reply.body.id)).size, 1);
  assert.equal(await count(bob), before + 1);
  const other = await bob.api('POST', '/api/v1/statuses', { status: 'another' }, headers);
  assert.equal(other.status, 422);
  await bob.api('DELETE', `/api/v1/statuses/${replies[0]?.body.id}`);
  assert.equal((await bob.api('POST', '/api/v1/statuses', { status: 'only one' }, headers)).status, 404);
});

test('an edit keeps the first form, raises no counter, and changes nothing when nothing changes', async () => {
  const status = await post(alice, { status: 'frist #One @bob', spoiler_text: 'cw' });
  const same = await alice.api('PUT', `/api/v1/statuses/${status.id}`, {
    status: 'frist #One @bob',
    spoiler_text: 'cw',
  });
  assert.equal(same.body.edited_at, null);
  const edited = (await alice.api('PUT', `/api/v1/statuses/${status.id}`, { status: 'first #Two @carol' }))
    .body;
  assert.notEqual(edited.edited_at, null);
  assert.equal(edited.spoiler_text, '');
  assert.deepEqual(
    edited.tags.map((tag: { name: string }) => tag.name),
    ['two'],
  );
  const history = (await alice.api('GET', `/api/v1/statuses/${status.id}/history`)).body;
  assert.deepEqual(
    history.map((form: { spoiler_text: string }) => form.spoiler_text),
    ['cw', ''],
  );
  await network.settle();
});

test('posts made in bulk have the effects of single ones', async () => {
  const author = await network.person('seeded');
  const write = network.contracts.write;
  const { ids } = await write.publishMany({
    statuses: Array.from({ length: 250 }, (_, index) => ({
      account_id: Number(author.id),
      text: `number ${index} #seed`,
      ...(index > 0 ? { reply_to: 0 } : {}),
    })),
  });
  assert.equal(ids.length, 250);
  assert.equal(await count(author), 250);
  const root = (await alice.api('GET', `/api/v1/statuses/${ids[0]}`)).body;
  assert.equal(root.replies_count, 249);
  await network.settle();
});

test('posts submitted in bulk wait, whatever the policy says', async () => {
  const author = await network.person('patient');
  const account_id = Number(author.id);
  const { write } = network.contracts;
  const root = (await author.api('POST', '/api/v1/statuses', { status: 'published at once' })).body;
  const { ids } = await write.submitMany({
    posts: [
      { account_id, text: 'May I?', language: 'en' },
      { account_id, text: 'And this?', in_reply_to_id: Number(root.id) },
    ],
  });
  const { body } = await author.api('GET', '/api/v1/submissions');
  assert.deepEqual(
    body.map(({ id, approval }: { id: string; approval: { state: string } }) => [id, approval.state]),
    ids.toReversed().map((id) => [String(id), 'pending']),
  );
  assert.equal(await count(author), 1);
  await assert.rejects(write.submitMany({ posts: [{ account_id, text: '' }] }), /blank/);
  await assert.rejects(
    write.submitMany({ posts: [{ account_id, text: 'x', in_reply_to_id: 1 }] }),
    /does not exist/,
  );
});
