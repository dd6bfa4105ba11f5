import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

let network: Network;
let owner: Person;
let mod: Person;
let alice: Person;
let bob: Person;

before(async () => {
  network = await startNetwork({ settings: { APPROVAL_POLICY: 'everyone' } });
  owner = await network.person('owner', { role: 'owner' });
  mod = await network.person('mod', { role: 'moderator' });
  [alice, bob] = [await network.person('alice'), await network.person('bob')];
});
after(() => network.stop());

const admin = '/api/v1/admin/submissions';

async function submit(person: Person, body: object) {
  const reply = await person.api('POST', '/api/v1/statuses', body);
  assert.equal(reply.status, 202, reply.text);
  assert.equal(reply.body.approval.state, 'pending');
  return reply.body;
}

async function publish(person: Person, body: object) {
  const { id } = await submit(person, body);
  const approved = await mod.api('POST', `${admin}/${id}/approve`, { version: 1 });
  assert.equal(approved.status, 200, approved.text);
  return approved.body;
}

async function policy(change: object): Promise<void> {
  const reply = await owner.api('PUT', '/api/v1/admin/approval_policy', change);
  assert.equal(reply.status, 200, reply.text);
}

test('a post waits, is seen by its author alone, and is a new status once approved', async () => {
  const pending = await submit(alice, { status: 'Please @bob #hello', spoiler_text: 'cw' });
  assert.equal(pending.approval.submission_id, pending.id);
  assert.equal(pending.approval.version, 1);
  assert.equal(pending.mentions[0].acct, 'bob');
  assert.equal((await alice.api('GET', `/api/v1/statuses/${pending.id}`)).body.approval.state, 'pending');
  assert.equal(
    (await alice.api('GET', `/api/v1/statuses/${pending.id}/source`)).body.text,
    'Please @bob #hello',
  );
  for (const other of [bob, mod]) {
    assert.equal((await other.api('GET', `/api/v1/statuses/${pending.id}`)).status, 404);
    assert.equal((await other.api('POST', `/api/v1/statuses/${pending.id}/favourite`)).status, 404);
  }
  for (const verb of ['favourite', 'reblog', 'bookmark', 'unfavourite', 'unreblog']) {
    assert.equal((await alice.api('POST', `/api/v1/statuses/${pending.id}/${verb}`)).status, 422, verb);
  }
  assert.equal((await bob.api('GET', `/api/v1/submissions/${pending.id}`)).status, 404);
  assert.equal((await bob.api('GET', `${admin}/${pending.id}`)).status, 403);
  const approved = (await mod.api('POST', `${admin}/${pending.id}/approve`, { version: 1 })).body;
  assert.equal(approved.approval.state, 'approved');
  assert.notEqual(approved.id, pending.id);
  assert.ok(Number(approved.id) > Number(pending.id));
  const seen = (await bob.api('GET', `/api/v1/statuses/${approved.id}`)).body;
  assert.equal(seen.approval, undefined);
  assert.equal(seen.spoiler_text, 'cw');
  const byOldId = await alice.api('GET', `/api/v1/statuses/${pending.id}`);
  assert.equal(byOldId.body.id, approved.id);
  assert.equal((await alice.api('POST', `/api/v1/statuses/${pending.id}/favourite`)).body.id, approved.id);
  assert.equal((await bob.api('GET', `/api/v1/statuses/${pending.id}`)).status, 404);
});

test('a rejected post is unknown, keeps its text, and waits again when revised', async () => {
  const { id } = await submit(alice, { status: 'spam' });
  const path = `/api/v1/submissions/${id}`;
  assert.equal((await mod.api('POST', `${admin}/${id}/reject`, {})).status, 422);
  const refusal = { version: 1, reason_code: 'spam', reason: 'No, thanks' };
  const rejected = await mod.api('POST', `${admin}/${id}/reject`, refusal);
  assert.equal(rejected.body.approval.reason, 'No, thanks');
  assert.equal((await alice.api('GET', `/api/v1/statuses/${id}`)).status, 404);
  const kept = (await alice.api('GET', path)).body;
  assert.deepEqual([kept.approval.reason_code, kept.text], ['spam', 'spam']);
  const again = await owner.api('POST', `${admin}/${id}/approve`, { version: 1 });
  assert.equal(again.status, 409);
  assert.match(again.body.error, /@mod has already rejected/);
  assert.equal(again.body.decided_by.id, mod.id);
  const revised = (await alice.api('PUT', path, { status: 'not spam' })).body;
  assert.deepEqual(
    [revised.approval.state, revised.approval.version, revised.approval.reason],
    ['pending', 2, null],
  );
  assert.equal((await owner.api('POST', `${admin}/${id}/approve`, { version: 1 })).status, 409);
  assert.equal((await owner.api('POST', `${admin}/${id}/approve`, { version: 2 })).status, 200);
  assert.equal((await alice.api('PUT', path, { status: 'x' })).status, 409);
  assert.equal((await alice.api('DELETE', path)).status, 409);
});

test('the author withdraws, and the text is gone', async () => {
  const { id } = await submit(alice, { status: 'never mind' });
  const deleted = await alice.api('DELETE', `/api/v1/statuses/${id}`);
  assert.equal(deleted.body.text, 'never mind');
  assert.equal((await alice.api('GET', `/api/v1/statuses/${id}`)).status, 404);
  const shown = (await mod.api('GET', `${admin}/${id}`)).body;
  assert.deepEqual([shown.approval.state, shown.content], ['withdrawn', '']);
  assert.equal((await mod.api('POST', `${admin}/${id}/approve`, { version: 1 })).status, 409);
});

test('a reply to a pending post waits for its parent', async () => {
  const root = await submit(alice, { status: 'root' });
  await policy({ mode: 'off' });
  const reply = await submit(alice, { status: 'reply', in_reply_to_id: root.id });
  await policy({ mode: 'everyone' });
  assert.equal(reply.in_reply_to_id, root.id);
  assert.equal(
    (await bob.api('POST', '/api/v1/statuses', { status: 'x', in_reply_to_id: root.id })).status,
    422,
  );
  const early = await mod.api('POST', `${admin}/${reply.id}/approve`, { version: 1 });
  assert.equal(early.status, 409);
  const thread = (await mod.api('GET', `${admin}/${reply.id}`)).body.thread;
  assert.deepEqual(
    thread.map((one: { id: string }) => one.id),
    [root.id],
  );
  const published = (await mod.api('POST', `${admin}/${root.id}/approve`, { version: 1 })).body;
  const approved = (await mod.api('POST', `${admin}/${reply.id}/approve`, { version: 1 })).body;
  assert.equal(approved.in_reply_to_id, published.id);
  assert.equal((await bob.api('GET', `/api/v1/statuses/${published.id}`)).body.replies_count, 1);
});

test('an edit waits beside the published post', async () => {
  const status = await publish(alice, { status: 'first' });
  const path = `/api/v1/statuses/${status.id}`;
  const held = await alice.api('PUT', path, { status: 'second' });
  assert.equal(held.status, 202);
  assert.equal(held.body.id, status.id);
  assert.match(held.body.content, /second/);
  const seen = (await alice.api('GET', path)).body;
  assert.match(seen.content, /first/);
  assert.equal(seen.approval.submission_id, held.body.approval.submission_id);
  assert.equal((await bob.api('GET', path)).body.approval, undefined);
  const submission = held.body.approval.submission_id;
  assert.equal((await alice.api('GET', `/api/v1/statuses/${submission}`)).status, 404);
  assert.equal((await alice.api('GET', `/api/v1/submissions/${submission}`)).body.text, 'second');
  const third = await alice.api('PUT', path, { status: 'third' });
  assert.deepEqual([third.body.approval.submission_id, third.body.approval.version], [submission, 2]);
  assert.equal((await mod.api('POST', `${admin}/${submission}/approve`, { version: 2 })).status, 200);
  const edited = (await bob.api('GET', path)).body;
  assert.match(edited.content, /third/);
  assert.notEqual(edited.edited_at, null);
  assert.equal((await alice.api('GET', path)).body.approval, undefined);
});

test('deleting the post withdraws its waiting edit', async () => {
  const status = await publish(alice, { status: 'first' });
  const held = (await alice.api('PUT', `/api/v1/statuses/${status.id}`, { status: 'second' })).body;
  assert.equal((await alice.api('DELETE', `/api/v1/statuses/${status.id}`)).status, 200);
  const shown = (await alice.api('GET', `/api/v1/submissions/${held.approval.submission_id}`)).body;
  assert.deepEqual([shown.approval.state, shown.content], ['withdrawn', '']);
});

test('approval checks again: a parent gone, an author blocked meanwhile', async () => {
  const root = await publish(bob, { status: 'root' });
  const one = await submit(alice, { status: 'one', in_reply_to_id: root.id });
  await bob.api('POST', `/api/v1/accounts/${alice.id}/block`);
  const blocked = await mod.api('POST', `${admin}/${one.id}/approve`, { version: 1 });
  assert.equal(blocked.status, 409);
  assert.match(blocked.body.error, /may no longer reply/);
  await bob.api('POST', `/api/v1/accounts/${alice.id}/unblock`);
  await bob.api('DELETE', `/api/v1/statuses/${root.id}`);
  const gone = await mod.api('POST', `${admin}/${one.id}/approve`, { version: 1 });
  assert.match(gone.body.error, /is gone/);
});

test('bulk decisions stand each for itself; lists page by Link; deeds are on record', async () => {
  const ids: string[] = [];
  for (const text of ['a', 'b', 'c']) ids.push((await submit(bob, { status: text })).id);
  const page = await mod.api('GET', `${admin}?state=pending&account_id=${bob.id}&limit=2`);
  assert.deepEqual(
    page.body.map((one: { id: string }) => one.id),
    [ids[2], ids[1]],
  );
  assert.equal(page.link.next?.get('max_id'), ids[1]);
  const items = [
    ...ids.map((id) => ({ id, version: 1 })),
    { id: '99', version: 1 },
    { id: ids[0], version: 1 },
  ];
  const done = (await mod.api('POST', `${admin}/bulk`, { action: 'reject', items, reason_code: 'off_topic' }))
    .body;
  assert.deepEqual(
    done.succeeded.map((one: { id: string; state: string }) => [one.id, one.state]),
    ids.map((id) => [id, 'rejected']),
  );
  assert.deepEqual(
    done.failed.map((one: { id: string; status: number }) => [one.id, one.status]),
    [
      ['99', 404],
      [ids[0], 409],
    ],
  );
  const log = await owner.api('GET', '/api/v1/admin/audit_log?action=submission.reject&limit=1');
  assert.deepEqual(
    [log.body[0].account.id, log.body[0].target, log.body[0].reason_code],
    [mod.id, { kind: 'submission', id: ids[2] }, 'off_topic'],
  );
  assert.ok(log.link.next);
  assert.equal((await bob.api('GET', '/api/v1/admin/audit_log')).status, 403);
});

test('new accounts are free once enough of their posts were approved; some never wait', async () => {
  await policy({ mode: 'new-accounts', approved_posts: 2 });
  const dora = await network.person('dora');
  await publish(dora, { status: 'one' });
  assert.equal(
    (await dora.api('POST', '/api/v1/statuses', { status: 'd', visibility: 'direct' })).status,
    200,
  );
  await publish(dora, { status: 'two' });
  assert.equal((await dora.api('POST', '/api/v1/statuses', { status: 'three' })).status, 200);
  assert.equal((await mod.api('POST', '/api/v1/statuses', { status: 'mine' })).status, 200);
  await policy({ mode: 'everyone', include_direct: true });
  await submit(dora, { status: 'd', visibility: 'direct' });
  assert.equal((await mod.api('PUT', '/api/v1/admin/approval_policy', { mode: 'off' })).status, 403);
  const wrong = await owner.api('PUT', '/api/v1/admin/approval_policy', { mode: 'sometimes' });
  assert.equal(wrong.status, 422);
  await policy({ include_direct: false });
});

test('a retried POST answers the present state of what it made', async () => {
  const headers = { 'idempotency-key': 'k' };
  const post = () => alice.api('POST', '/api/v1/statuses', { status: 'once' }, headers);
  const first = await post();
  assert.equal((await post()).body.id, first.body.id);
  const approved = (await mod.api('POST', `${admin}/${first.body.id}/approve`, { version: 1 })).body;
  const after = await post();
  assert.deepEqual([after.status, after.body.id, after.body.approval], [200, approved.id, undefined]);
  await network.settle();
});

test('two reviewers at once: one decides, the other learns who did', async () => {
  const { id } = await submit(alice, { status: 'race' });
  const replies = await Promise.all([
    mod.api('POST', `${admin}/${id}/approve`, { version: 1 }),
    owner.api('POST', `${admin}/${id}/reject`, { version: 1 }),
    owner.api('POST', `${admin}/${id}/approve`, { version: 1 }),
  ]);
  assert.deepEqual(replies.map((reply) => reply.status).toSorted(), [200, 409, 409]);
});
