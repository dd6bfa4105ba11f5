import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { edit, post } from '../testing/events.ts';
import type { Channel } from './channel.ts';
import { channelKey, channelOf } from './channel.ts';
import { positionOf, socketText, sseText } from './frame.ts';
import type { Ears, StreamRow } from './match.ts';
import { earsOf, matches, readRow } from './match.ts';
import type { NewRow } from './rows.ts';
import { heartbeatRow, notificationRow, resyncRow, statusRow, submissionGoneRow } from './rows.ts';

const [ME, FRIEND, STRANGER, FOE] = [1, 2, 3, 4];

const ears: Ears = earsOf({
  account_id: ME,
  version: 1,
  valid_until: null,
  follows: [FRIEND],
  no_reblogs: [],
  blocked: [FOE],
  muted: [],
});

function row(of: NewRow): StreamRow {
  return readRow({ ...of, number: 1, created_at: 0 });
}

function channel(stream: string, tag?: string): Channel {
  const found = channelOf(stream, tag);
  assert.ok(!('error' in found));
  return found;
}

const streams = ['user', 'user:notification', 'public', 'public:local', 'hashtag', 'hashtag:local'];

/** The streams of mine that a row may be for; hashtags listen to #Café. */
function heard(of: NewRow, own: Ears = ears): string[] {
  return streams.filter((name) => matches(row(of), channel(name, 'Café'), own));
}

const shared = ['public', 'public:local'];
const tagged = ['hashtag', 'hashtag:local'];

suite('a new post is let through to', () => {
  const update = (...of: Parameters<typeof post>) => heard(statusRow('update', post(...of)));

  test('followers and the public', () => {
    assert.deepEqual(update(10, FRIEND), ['user', ...shared]);
    assert.deepEqual(update(10, STRANGER), shared);
    assert.deepEqual(update(10, FRIEND, { visibility: 'unlisted' }), ['user']);
    assert.deepEqual(update(10, FRIEND, { visibility: 'private' }), ['user']);
    assert.deepEqual(update(10, STRANGER, { visibility: 'private' }), []);
  });

  test('its author, whatever it is', () => {
    for (const visibility of ['unlisted', 'private', 'direct'] as const)
      assert.deepEqual(update(10, ME, { visibility }), ['user']);
  });

  test('those whom a direct post mentions, if they follow its author', () => {
    assert.deepEqual(update(10, FRIEND, { visibility: 'direct', mentions: [ME] }), ['user']);
    assert.deepEqual(update(10, FRIEND, { visibility: 'direct', mentions: [STRANGER] }), []);
    assert.deepEqual(update(10, STRANGER, { visibility: 'direct', mentions: [ME] }), []);
  });

  test('nobody who blocks its author, or is blocked', () => {
    assert.deepEqual(update(10, FOE, { tags: ['café'], mentions: [ME] }), []);
  });

  test('nobody at home who muted its author, and nobody who does not want their boosts', () => {
    const boost = { reblog_of_id: 9, reblog_of_account_id: STRANGER };
    const muting = { ...ears, muted: new Set([FRIEND]) };
    assert.deepEqual(heard(statusRow('update', post(10, FRIEND)), muting), shared);
    assert.deepEqual(update(10, FRIEND, boost), ['user']);
    assert.deepEqual(
      heard(statusRow('update', post(10, FRIEND, boost)), { ...ears, noReblogs: new Set([FRIEND]) }),
      [],
    );
  });

  test('public streams, unless it answers somebody else', () => {
    const answer = (to: number) => ({ in_reply_to_id: 9, in_reply_to_account_id: to });
    assert.deepEqual(update(10, STRANGER, answer(ME)), []);
    assert.deepEqual(update(10, STRANGER, answer(STRANGER)), shared);
  });

  test('streams of its tags, folded', () => {
    assert.deepEqual(update(10, STRANGER, { tags: ['tea', 'café'] }), [...shared, ...tagged]);
    assert.deepEqual(update(10, STRANGER, { tags: ['cafés'] }), shared);
    assert.deepEqual(update(10, STRANGER, { tags: ['café'], visibility: 'unlisted' }), []);
  });
});

suite('a deletion reaches', () => {
  const gone = (...of: Parameters<typeof post>) => heard(statusRow('delete', edit(post(...of), 2)));

  test('who could see the post', () => {
    assert.deepEqual(gone(10, FRIEND), ['user', ...shared]);
    assert.deepEqual(gone(10, FRIEND, { visibility: 'private' }), ['user']);
    assert.deepEqual(gone(10, STRANGER, { visibility: 'private' }), []);
    assert.deepEqual(gone(10, STRANGER, { visibility: 'private', mentions: [ME] }), ['user']);
    assert.deepEqual(gone(10, FRIEND, { visibility: 'direct', mentions: [STRANGER] }), []);
    assert.deepEqual(gone(10, STRANGER, { visibility: 'direct', mentions: [ME] }), ['user']);
    assert.deepEqual(gone(10, FOE, { mentions: [ME] }), []);
  });

  test('of a submission, its author alone', () => {
    assert.deepEqual(heard(submissionGoneRow(ME, 7, 'rejected:1')), ['user']);
    for (const author of [FRIEND, STRANGER])
      assert.deepEqual(heard(submissionGoneRow(author, 7, 'rejected:1')), []);
  });
});

test('a notification is its recipient’s, a heartbeat nobody’s, a resync everybody’s', () => {
  assert.deepEqual(heard(notificationRow(ME, 5)), ['user', 'user:notification']);
  assert.deepEqual(heard(notificationRow(FRIEND, 5)), []);
  assert.deepEqual(heard(heartbeatRow(0, 1)), []);
  assert.deepEqual(heard(resyncRow(1)), streams);
});

test('channels keep the name and the tag as subscribed', () => {
  assert.deepEqual(channelOf('hashtag:local', '#ＣＡＦÉ'), {
    name: 'hashtag:local',
    tag: 'café',
    label: ['hashtag:local', '#ＣＡＦÉ'],
  });
  assert.equal(channelKey(channel('hashtag', 'foo')), 'hashtag\nfoo');
  for (const tag of ['', ' ', '#', undefined, null, 7, ['a']])
    assert.deepEqual(channelOf('hashtag', tag), { error: 'Missing tag name parameter' });
  for (const name of ['', 'list', 'direct', 'public:remote', '__proto__', undefined, ['user'], 1])
    assert.deepEqual(channelOf(name, 'x'), { error: 'Unknown stream type' });
});

test('frames carry their number, for sockets and for SSE', () => {
  const frame = { stream: ['hashtag', 'foo'], event: 'delete', payload: '12', id: 34 };
  assert.equal(socketText(frame), '{"stream":["hashtag","foo"],"event":"delete","payload":"12","id":34}');
  assert.equal(sseText(frame), 'id: 34\nevent: delete\ndata: 12\n\n');
  assert.deepEqual(
    [positionOf('34'), positionOf(34), positionOf(0), positionOf('x'), positionOf(-1), positionOf(undefined)],
    [34, 34, 0, null, null, null],
  );
});
