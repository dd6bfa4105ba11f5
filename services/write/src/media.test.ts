import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

let network: Network;
let owner: Person;
let alice: Person;
let bob: Person;

before(async () => {
  network = await startNetwork();
  owner = await network.person('owner', { role: 'owner' });
  [alice, bob] = [await network.person('alice'), await network.person('bob')];
});
after(() => network.stop());

async function picture(level = 100): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const background = { r: level, g: 50, b: 50 };
  return sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer();
}

async function upload(
  person: Person,
  fields: Record<string, string> = {},
  bytes?: Buffer,
  path = '/api/v2/media',
) {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(bytes ?? (await picture()))]), 'anything.bin');
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return person.api('POST', path, form);
}

async function status(url: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url, { headers });
  await response.arrayBuffer();
  return response.status;
}

async function blobs(): Promise<string[]> {
  const files = await readdir(network.folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && /\/(posts|pending)$/.test(file.parentPath))
    .map((file) => join(file.parentPath, file.name));
}

async function policy(mode: string): Promise<void> {
  assert.equal((await owner.api('PUT', '/api/v1/admin/approval_policy', { mode })).status, 200);
}

test('an upload is described, posted, and then public under a new address', async () => {
  const sent = await upload(alice, { description: 'a red square', focus: '0.5,-0.25' });
  assert.equal(sent.status, 200, sent.text);
  const media = sent.body;
  assert.deepEqual(
    [media.type, media.description, media.meta.original.size],
    ['image', 'a red square', '60x40'],
  );
  assert.deepEqual(media.meta.focus, { x: 0.5, y: -0.25 });
  assert.ok(media.blurhash);
  const pending = await fetch(media.url);
  assert.deepEqual([pending.status, pending.headers.get('cache-control')], [200, 'no-store']);
  await pending.arrayBuffer();
  const again = (await alice.api('GET', `/api/v1/media/${media.id}`)).body;
  assert.notEqual(again.url, media.url);
  assert.equal((await bob.api('GET', `/api/v1/media/${media.id}`)).status, 404);
  const described = await alice.api('PUT', `/api/v1/media/${media.id}`, { description: 'better' });
  assert.equal(described.body.description, 'better');
  const posted = await alice.api('POST', '/api/v1/statuses', { media_ids: [media.id] });
  assert.equal(posted.status, 200, posted.text);
  const [shown] = posted.body.media_attachments;
  assert.deepEqual([posted.body.content, shown.id, shown.description], ['', media.id, 'better']);
  const published = await fetch(shown.url);
  assert.equal(published.status, 200);
  assert.match(published.headers.get('cache-control') ?? '', /immutable/);
  assert.equal(published.headers.get('content-type'), 'image/png');
  assert.equal(published.headers.get('access-control-allow-origin'), '*');
  const bytes = Buffer.from(await published.arrayBuffer());
  assert.equal(await status(media.url), 404);
  const part = await fetch(shown.url, { headers: { range: 'bytes=1-3' } });
  assert.deepEqual([part.status, part.headers.get('content-range')], [206, `bytes 1-3/${bytes.length}`]);
  assert.equal(await part.text(), 'PNG');
  assert.equal(await status(shown.url, { range: `bytes=${bytes.length}-` }), 416);
  const etag = published.headers.get('etag') ?? '';
  assert.equal(await status(shown.url, { 'if-none-match': etag }), 304);
  assert.equal((await bob.api('POST', '/api/v1/statuses', { media_ids: [media.id] })).status, 422);
  assert.equal((await alice.api('POST', '/api/v1/statuses', { media_ids: [media.id] })).status, 422);
  assert.equal((await alice.api('DELETE', `/api/v1/media/${media.id}`)).status, 422);
});

test('what is no picture is refused with a sentence, and leaves nothing', async () => {
  const before = await blobs();
  assert.equal(before.length, 2);
  const video = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex');
  const cases: [Buffer, RegExp][] = [
    [video, /video/],
    [Buffer.from('plain text'), /content type/],
    [(await picture()).subarray(0, 60), /picture/],
    [Buffer.alloc(0), /blank/],
  ];
  for (const [bytes, text] of cases) {
    const reply = await upload(alice, {}, bytes, '/api/v1/media');
    assert.equal(reply.status, 422);
    assert.match(reply.body.error, text);
  }
  assert.equal((await alice.api('POST', '/api/v2/media', {})).status, 422);
  assert.equal((await upload(alice, { description: 'x'.repeat(1501) })).status, 422);
  assert.deepEqual(await blobs(), before);
  for (const path of ['posts/nothing.png', 'pending/nothing', '../lock.db', 'lock.db', 'posts/../x']) {
    assert.equal(await status(`${network.url}/media/${path}`), 404, path);
  }
});

test('a deleted upload and a deleted post leave no picture behind', async () => {
  const before = await blobs();
  const unused = (await upload(alice)).body;
  assert.equal((await alice.api('DELETE', `/api/v1/media/${unused.id}`)).status, 200);
  assert.equal(await status(unused.url), 404);
  const used = (await upload(alice)).body;
  const post = (await alice.api('POST', '/api/v1/statuses', { media_ids: [used.id] })).body;
  await alice.api('DELETE', `/api/v1/statuses/${post.id}?delete_media=true`);
  assert.equal(await status(post.media_attachments[0].url), 404);
  assert.deepEqual(await blobs(), before);
});

test('delete and draft anew: the pictures stay their author’s, hidden, for a while', async () => {
  const media = (await upload(alice)).body;
  const first = (await alice.api('POST', '/api/v1/statuses', { media_ids: [media.id] })).body;
  await alice.api('DELETE', `/api/v1/statuses/${first.id}`);
  assert.equal(await status(first.media_attachments[0].url), 404);
  const second = await alice.api('POST', '/api/v1/statuses', { status: 'anew', media_ids: [media.id] });
  assert.equal(second.status, 200, second.text);
  assert.notEqual(second.body.media_attachments[0].url, first.media_attachments[0].url);
  assert.equal(await status(second.body.media_attachments[0].url), 200);
});

test('edits change alt texts and attachments; the history keeps what was', async () => {
  const [one, two] = [(await upload(alice)).body, (await upload(alice)).body];
  const post = (await alice.api('POST', '/api/v1/statuses', { status: 'x', media_ids: [one.id] })).body;
  const path = `/api/v1/statuses/${post.id}`;
  const edit = (body: object) => alice.api('PUT', path, { status: 'x', ...body });
  const described = await edit({
    media_ids: [one.id],
    media_attributes: [{ id: one.id, description: 'said' }],
  });
  assert.equal(described.body.media_attachments[0].description, 'said');
  assert.equal(described.body.media_attachments[0].url, post.media_attachments[0].url);
  const both = (await edit({ media_ids: [two.id, one.id] })).body;
  assert.deepEqual(
    both.media_attachments.map((media: { id: string }) => media.id),
    [two.id, one.id],
  );
  const none = (await edit({})).body;
  assert.deepEqual(none.media_attachments, []);
  const history = (await alice.api('GET', `${path}/history`)).body;
  assert.deepEqual(
    history.map((form: { media_attachments: { id: string }[] }) =>
      form.media_attachments.map((media) => media.id),
    ),
    [[one.id], [one.id], [two.id, one.id], []],
  );
  const back = (await edit({ media_ids: [one.id] })).body;
  assert.equal(back.media_attachments[0].description, 'said');
  assert.equal((await alice.api('POST', '/api/v1/statuses', { media_ids: [two.id] })).status, 422);
  await alice.api('DELETE', `${path}?delete_media=true`);
  assert.equal(await status(both.media_attachments[0].url), 404);
});

test('pictures of a post that waits are seen by author and reviewers, and by nobody once rejected', async () => {
  const before = await blobs();
  await policy('everyone');
  const media = (await upload(alice)).body;
  const pending = (await alice.api('POST', '/api/v1/statuses', { status: 'wait', media_ids: [media.id] }))
    .body;
  const [shown] = pending.media_attachments;
  assert.equal(await status(shown.url), 200);
  assert.match(shown.url, /\/media\/pending\//);
  const review = (await owner.api('GET', `/api/v1/admin/submissions/${pending.id}`)).body
    .media_attachments[0];
  assert.notEqual(review.url, shown.url);
  assert.equal(await status(review.url), 200);
  assert.equal(
    (await alice.api('PUT', `/api/v1/media/${media.id}`, { description: 'sneaked in' })).status,
    404,
  );
  await owner.api('POST', `/api/v1/admin/submissions/${pending.id}/reject`, { version: 1 });
  for (const url of [media.url, shown.url, review.url]) assert.equal(await status(url), 404);
  const rejected = (await alice.api('GET', `/api/v1/submissions/${pending.id}`)).body;
  assert.deepEqual(rejected.media_attachments, []);
  assert.deepEqual(await blobs(), before);
  await policy('off');
});

test('approval publishes the pictures under new addresses; a waiting edit shows none of its own', async () => {
  await policy('everyone');
  const [one, two] = [(await upload(alice)).body, (await upload(alice)).body];
  const pending = (await alice.api('POST', '/api/v1/statuses', { status: 'wait', media_ids: [one.id] })).body;
  const revised = await alice.api('PUT', `/api/v1/statuses/${pending.id}`, {
    status: 'wait',
    media_ids: [one.id],
    media_attributes: [{ id: one.id, description: 'described' }],
  });
  assert.deepEqual([revised.status, revised.body.approval.version], [202, 2]);
  const decide = (id: string, version: number) =>
    owner.api('POST', `/api/v1/admin/submissions/${id}/approve`, { version });
  const approved = (await decide(pending.id, 2)).body;
  const [shown] = approved.media_attachments;
  assert.equal(shown.description, 'described');
  assert.match(shown.url, /\/media\/posts\//);
  assert.deepEqual([await status(shown.url), await status(pending.media_attachments[0].url)], [200, 404]);
  const path = `/api/v1/statuses/${approved.id}`;
  const edit = {
    status: 'more',
    media_ids: [one.id, two.id],
    media_attributes: [{ id: one.id, description: 'new' }],
  };
  const held = await alice.api('PUT', path, edit);
  assert.deepEqual(
    held.body.media_attachments.map((media: { description: string }) => media.description),
    ['new', null],
  );
  const seen = (await bob.api('GET', path)).body.media_attachments;
  assert.deepEqual([seen.length, seen[0].description], [1, 'described']);
  await decide(held.body.approval.submission_id, 1);
  const edited = (await bob.api('GET', path)).body.media_attachments;
  assert.deepEqual([edited.length, edited[0].description], [2, 'new']);
  for (const media of edited) assert.equal(await status(media.url), 200);
  await policy('off');
});

test('an edit at once takes over the pictures of the edit that waited', async () => {
  const post = (await alice.api('POST', '/api/v1/statuses', { status: 'plain' })).body;
  await policy('everyone');
  const media = (await upload(alice)).body;
  const edit = { status: 'with picture', media_ids: [media.id] };
  const held = await alice.api('PUT', `/api/v1/statuses/${post.id}`, edit);
  assert.equal(held.status, 202);
  await policy('off');
  const edited = await alice.api('PUT', `/api/v1/statuses/${post.id}`, edit);
  assert.equal(edited.status, 200, edited.text);
  assert.equal(await status(edited.body.media_attachments[0].url), 200);
  const submission = (await alice.api('GET', `/api/v1/submissions/${held.body.approval.submission_id}`)).body;
  assert.equal(submission.approval.state, 'withdrawn');
});
