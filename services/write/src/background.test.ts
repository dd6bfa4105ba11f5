import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { counts } from '@fanfare/sql';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';
import { BATCH, KEEP_IDEMPOTENCY_KEYS, KEEP_UNATTACHED_MEDIA } from './config.ts';
import { clearAllLeftovers } from './consumers/status-deleted.ts';
import { boost } from './flows/boost.ts';
import { favourite } from './flows/mark.ts';
import { sweep } from './flows/sweep.ts';
import { announceBlobs } from './store/blob-removals.ts';

let network: Network;
let alice: Person;

before(async () => {
  network = await startNetwork({ settings: { PUSH_FOLLOWER_LIMIT: '2' } });
  alice = await network.person('alice');
});
after(() => network.stop());

const engines = () => network.composition().engines;

async function crowd(size: number, prefix: string): Promise<number[]> {
  const accounts = Array.from({ length: size }, (_, index) => ({
    username: `${prefix}${index}`,
    email: `${prefix}${index}@example.org`,
    password: 'password',
  }));
  const made = await network.contracts.auth.createAccounts({ accounts });
  return made.map((one) => one.account_id ?? 0);
}

test('a deletion reaches more boosts and favourites than fit one unit', async () => {
  const people = await crowd(BATCH + 20, 'fan');
  const { body: post } = await alice.api('POST', '/api/v1/statuses', { status: 'loved' });
  const id = Number(post.id);
  const { db } = engines();
  const rules = { publicUrl: network.url, pushFollowerLimit: 2 };
  await Promise.all(
    people.flatMap((person) => [
      db.unit((unit) => boost(unit, rules, person, id, { applicationId: 'test' })),
      db.unit((unit) => favourite(unit, person, id)),
    ]),
  );
  const seen = (await alice.api('GET', `/api/v1/statuses/${id}`)).body;
  assert.deepEqual([seen.reblogs_count, seen.favourites_count], [people.length, people.length]);
  await alice.api('DELETE', `/api/v1/statuses/${id}`);
  await network.settle();
  const after = await counts(db.read, ['account.statuses'], people);
  assert.deepEqual([...new Set([...after.values()].map((count) => count['account.statuses']))], [0]);
  const marks = await db.read.selectFrom('favourites').select('id').where('status_id', '=', id).execute();
  assert.deepEqual(marks, []);
});

test('a rebuild clears what deletions left that the log no longer tells of', async () => {
  const [fan = 0] = await crowd(1, 'late');
  const { body: post } = await alice.api('POST', '/api/v1/statuses', { status: 'gone' });
  const { db } = engines();
  const rules = { publicUrl: network.url, pushFollowerLimit: 2 };
  await db.unit((unit) => boost(unit, rules, fan, Number(post.id), { applicationId: 'test' }));
  await db.unit((unit) => favourite(unit, fan, Number(post.id)));
  await db.unit((unit) =>
    unit.db.updateTable('statuses').set({ deleted_at: 1 }).where('id', '=', Number(post.id)).execute(),
  );
  await clearAllLeftovers(db);
  const after = await counts(db.read, ['account.statuses'], [fan]);
  assert.equal(after.get(fan)?.['account.statuses'], 0);
  const marks = await db.read.selectFrom('favourites').select('id').where('account_id', '=', fan).execute();
  assert.deepEqual(marks, []);
});

test('the push mode follows the exact number of followers, with a gap on the way back', async () => {
  const author = await network.person('author');
  const followers = await crowd(3, 'follower');
  const { db } = engines();
  const pulledNow = async () => {
    const { body } = await author.api('POST', '/api/v1/statuses', { status: 'x' });
    const row = await db.read
      .selectFrom('statuses')
      .select('pulled')
      .where('id', '=', Number(body.id))
      .executeTakeFirstOrThrow();
    const pulled = await db.read
      .selectFrom('pulled_authors')
      .select('last_status_id')
      .where('account_id', '=', Number(author.id))
      .executeTakeFirst();
    assert.equal(pulled?.last_status_id === Number(body.id), row.pulled === 1);
    return row.pulled === 1;
  };
  const graph = network.contracts.userGraph;
  const follow = (some: number[]) =>
    graph.followMany({ pairs: some.map((id): [number, number] => [id, Number(author.id)]) });
  await follow(followers.slice(0, 2));
  assert.equal(await pulledNow(), false);
  await follow(followers.slice(2));
  assert.equal(await pulledNow(), true);
  const token = await network.token('follower2');
  const unfollow = { method: 'POST', headers: { authorization: `Bearer ${token}` } };
  await fetch(`${network.url}/api/v1/accounts/${author.id}/unfollow`, unfollow);
  assert.equal(await pulledNow(), true, 'inside the gap the mode stays');
  await fetch(`${network.url}/api/v1/accounts/${author.id}/block`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await network.token('follower1')}` },
  });
  assert.equal(await pulledNow(), false);
});

test('keys, uploads and blobs that nobody needs go when their time has come', async () => {
  const { default: sharp } = await import('sharp');
  const background = { r: 1, g: 2, b: 3 };
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(bytes)]), 'x.png');
  const media = (await alice.api('POST', '/api/v2/media', form)).body;
  const headers = { 'idempotency-key': 'soon forgotten' };
  const first = (await alice.api('POST', '/api/v1/statuses', { status: 'one' }, headers)).body;
  const { db, blob } = engines();
  const { clock } = network;
  const forgotten = await announceBlobs(db, ['pending/left-by-a-crash.png']);
  await blob.put('pending/left-by-a-crash.png', bytes, { type: 'image/png' });

  await sweep({ db, blob, clock });
  assert.equal((await alice.api('GET', `/api/v1/media/${media.id}`)).status, 200);
  assert.equal((await alice.api('POST', '/api/v1/statuses', { status: 'one' }, headers)).body.id, first.id);
  assert.ok(await blob.get('pending/left-by-a-crash.png', { start: 0, end: -1 }));

  await network.advance(Math.max(KEEP_IDEMPOTENCY_KEYS, KEEP_UNATTACHED_MEDIA) + 1);
  await sweep({ db, blob, clock });
  assert.equal((await alice.api('GET', `/api/v1/media/${media.id}`)).status, 404);
  const second = (await alice.api('POST', '/api/v1/statuses', { status: 'one' }, headers)).body;
  assert.notEqual(second.id, first.id);
  assert.equal(await blob.get('pending/left-by-a-crash.png'), null);
  const waiting = await db.read.selectFrom('blob_removals').selectAll().execute();
  assert.deepEqual(waiting, []);
  assert.equal(forgotten.keys.length, 1);
});
