/** Events through the real log, which redelivers and interleaves at random, into real tables. */
import assert from 'node:assert/strict';
import { after, beforeEach, suite, test } from 'node:test';
import { memoryCache } from '@fanfare/cache/memory';
import { sqlEventLog } from '@fanfare/eventlog/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { KEEP_STREAM } from '../config.ts';
import { edit, post } from '../testing/events.ts';
import type { TestNotification } from '../testing/start-notification.ts';
import { startNotification } from '../testing/start-notification.ts';

const adapters = { openSqlite, sqlEventLog, cache: () => memoryCache(), metrics: noMetrics };
const [ANN, BOB, CAT, MOD, OTHER_MOD] = [11, 12, 13, 14, 15];

let here: TestNotification;
beforeEach(async () => {
  await here?.stop();
  here = await startNotification(adapters);
});
after(() => here.stop());

/** What stands for this account, oldest first: type, who, and the post or submission. */
async function standingFor(account: number): Promise<unknown[][]> {
  const rows = await here.db.read
    .selectFrom('notifications')
    .selectAll()
    .where('account_id', '=', account)
    .where('dismissed_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => [row.type, row.from_account_id, row.status_id ?? row.submission_id]);
}

/** The log of the streams: event and what it is about; with `whose` also whom it comes from, or is for. */
async function log({ whose = false } = {}): Promise<unknown[][]> {
  const rows = await here.db.read.selectFrom('stream_log').selectAll().orderBy('number').execute();
  assert.deepEqual(
    rows.map((row) => row.number),
    rows.map((_row, index) => index + 1),
    'numbers have no gaps',
  );
  return rows
    .filter((row) => row.event !== 'notification')
    .map((row) => {
      const about = [row.event, row.status_id ?? JSON.parse(row.data).submission_id];
      return whose ? [...about, row.account_id] : about;
    });
}

async function tell(...events: Parameters<TestNotification['emit']>): Promise<void> {
  await here.emit(...events);
  await here.settled();
}

suite('posts', () => {
  test('tell whom they mention, once, and never their author', async () => {
    await tell(['status.published', post(100, ANN, { mentions: [BOB, CAT, ANN] })]);
    assert.deepEqual(await standingFor(BOB), [['mention', ANN, 100]]);
    assert.deepEqual(await standingFor(CAT), [['mention', ANN, 100]]);
    assert.deepEqual(await standingFor(ANN), []);
    assert.deepEqual(await log(), [['update', 100]]);
  });

  test('tell followers who asked for it, unless they are mentioned or it is a boost or an answer', async () => {
    here.told.set(ANN, [BOB, CAT]);
    await tell(['status.published', post(100, ANN, { mentions: [CAT] })]);
    assert.deepEqual(await standingFor(BOB), [['status', ANN, 100]]);
    assert.deepEqual(await standingFor(CAT), [['mention', ANN, 100]]);
    await tell(['status.published', post(101, ANN, { in_reply_to_id: 9, in_reply_to_account_id: CAT })]);
    await tell(['status.published', post(102, ANN, { visibility: 'direct' })]);
    await tell(['status.published', post(103, ANN, { reblog_of_id: 9, reblog_of_account_id: CAT })]);
    assert.deepEqual(await standingFor(BOB), [['status', ANN, 100]]);
  });

  test('that come again tell nobody who asked, or boosted, only since', async () => {
    await tell(['status.published', post(100, ANN)], ['status.edited', edit(post(100, ANN), 2)]);
    here.told.set(ANN, [BOB]);
    await tell(['status.published', post(101, CAT, { reblog_of_id: 100, reblog_of_account_id: ANN })]);
    await tell(['status.published', post(100, ANN)], ['status.edited', edit(post(100, ANN), 2)]);
    assert.deepEqual(await standingFor(BOB), []);
    assert.deepEqual(await standingFor(CAT), []);
  });

  test('with more recipients than one unit takes reach all of them', async () => {
    const fans = Array.from({ length: 1234 }, (_, index) => 1000 + index);
    here.told.set(ANN, fans);
    await tell(['status.published', post(100, ANN)]);
    const { told } = await here.db.read
      .selectFrom('notifications')
      .select((row) => row.fn.countAll<number>().as('told'))
      .executeTakeFirstOrThrow();
    assert.equal(told, fans.length);
    const [first] = await log();
    assert.deepEqual(first, ['update', 100]);
  });

  test('that are edited tell whom they mention anew, and who boosted them', async () => {
    const published = post(100, ANN, { mentions: [BOB] });
    const boost = (id: number, who: number) =>
      post(id, who, { reblog_of_id: 100, reblog_of_account_id: ANN });
    await tell(['status.published', published]);
    await tell(['status.published', boost(101, BOB)], ['status.published', boost(102, CAT)]);
    await tell(['status.deleted', edit(boost(102, CAT), 2)]);
    await tell(['status.edited', edit(published, 2, { mentions: [BOB, CAT] })]);
    assert.deepEqual(await standingFor(BOB), [
      ['mention', ANN, 100],
      ['update', ANN, 100],
    ]);
    assert.deepEqual(await standingFor(CAT), [['mention', ANN, 100]]);
    assert.deepEqual(await standingFor(ANN), [['reblog', BOB, 101]]);
  });

  test('that are deleted leave nothing that tells of them', async () => {
    const published = post(100, ANN, { mentions: [BOB] });
    await tell(['status.published', published]);
    const favourite = { favourite_id: 5, status_id: 100, author_id: ANN, account_id: CAT };
    await tell(['status.favourited', favourite]);
    await tell(['status.deleted', edit(published, 2)]);
    assert.deepEqual([...(await standingFor(BOB)), ...(await standingFor(ANN))], []);
    assert.deepEqual(await log(), [
      ['update', 100],
      ['delete', 100],
    ]);
  });
});

test('a favourite tells the author; undone it does not, also when the two cross', async () => {
  const favourite = (id: number, who = BOB) => ({
    favourite_id: id,
    status_id: 100,
    author_id: ANN,
    account_id: who,
  });
  await tell(['status.favourited', favourite(1)], ['status.favourited', favourite(2, ANN)]);
  assert.deepEqual(await standingFor(ANN), [['favourite', BOB, 100]]);
  await tell(['status.unfavourited', favourite(1)]);
  assert.deepEqual(await standingFor(ANN), []);
  await tell(['status.favourited', favourite(3)]);
  assert.deepEqual(await standingFor(ANN), [['favourite', BOB, 100]], 'a new one is news');
  await tell(['status.unfavourited', favourite(4)]);
  await tell(['status.favourited', favourite(4)]);
  assert.equal((await standingFor(ANN)).length, 1, 'a late one is not');
});

test('a request gives way to the follow, and both to their end', async () => {
  const edge = (id: number, version: number) => ({
    follow_id: id,
    follower_id: BOB,
    followee_id: ANN,
    version,
  });
  await tell(['follow.requested', edge(1, 1)]);
  assert.deepEqual(await standingFor(ANN), [['follow_request', BOB, null]]);
  await tell(['follow.created', edge(2, 2)]);
  assert.deepEqual(await standingFor(ANN), [['follow', BOB, null]]);
  await tell(['follow.removed', edge(2, 3)]);
  await tell(['follow.requested', edge(3, 4)]);
  await tell(['follow.created', edge(2, 2)]);
  assert.deepEqual(
    await standingFor(ANN),
    [['follow_request', BOB, null]],
    'the old follow does not answer it',
  );
  await tell(['follow.removed', edge(3, 5)]);
  assert.deepEqual(await standingFor(ANN), []);
});

suite('submissions', () => {
  const submission = (version: number) => ({ submission_id: 7, account_id: ANN, version });
  const decided = (version: number, state: 'approved' | 'rejected') => ({
    ...submission(version),
    state,
    decided_by: MOD,
    status_id: state === 'approved' ? 200 : null,
  });
  beforeEach(() => {
    here.reviewers.push(MOD, OTHER_MOD, ANN);
  });

  test('are shown to all reviewers but their author, once, until one decides', async () => {
    await tell(['submission.created', submission(1)]);
    await tell(['submission.created', submission(2)]);
    for (const reviewer of [MOD, OTHER_MOD])
      assert.deepEqual(await standingFor(reviewer), [['admin.submission', ANN, 7]]);
    assert.deepEqual(await standingFor(ANN), []);
    const revised = [
      ['delete', 7, MOD],
      ['delete', 7, OTHER_MOD],
    ];
    assert.deepEqual(await log({ whose: true }), revised, 'open queues ask anew');
    await tell(['submission.decided', decided(2, 'rejected')]);
    for (const reviewer of [MOD, OTHER_MOD]) assert.deepEqual(await standingFor(reviewer), []);
    assert.deepEqual(await standingFor(ANN), [['submission.rejected', ANN, 7]]);
    assert.deepEqual(await log({ whose: true }), [
      ...revised,
      ['delete', 7, ANN],
      ['delete', 7, MOD],
      ['delete', 7, OTHER_MOD],
    ]);
    await tell(['submission.created', submission(2)]);
    assert.deepEqual(await standingFor(MOD), [], 'a late event brings nothing back');
    await tell(['submission.created', submission(3)]);
    assert.deepEqual(await standingFor(MOD), [['admin.submission', ANN, 7]], 'a revision is news');
  });

  test('are told while auth is away', async () => {
    here.away.add('auth');
    await tell(['submission.created', submission(1)]);
    assert.deepEqual(await standingFor(MOD), [['admin.submission', ANN, 7]]);
  });

  test('that are approved leave the author’s streams before the status comes', async () => {
    await tell(['submission.created', submission(1)]);
    await tell(['status.published', post(200, ANN, { submission_id: 7, mentions: [BOB] })], [
      'submission.decided',
      decided(1, 'approved'),
    ] as never);
    assert.deepEqual(await log({ whose: true }), [
      ['delete', 7, ANN],
      ['update', 200, ANN],
      ['delete', 7, MOD],
      ['delete', 7, OTHER_MOD],
    ]);
    assert.deepEqual(await standingFor(ANN), [['submission.approved', ANN, 7]]);
    assert.deepEqual(await standingFor(MOD), []);
    assert.deepEqual(await standingFor(BOB), [['mention', ANN, 200]]);
  });

  test('that are withdrawn are nobody’s any more', async () => {
    await tell(['submission.created', submission(1)]);
    await tell(['submission.withdrawn', submission(1)]);
    assert.deepEqual([...(await standingFor(MOD)), ...(await standingFor(ANN))], []);
    assert.deepEqual(await log({ whose: true }), [
      ['delete', 7, ANN],
      ['delete', 7, MOD],
      ['delete', 7, OTHER_MOD],
    ]);
  });
});

/** Until then nothing has an effect. */
async function heldUp(): Promise<void> {
  for (
    let state = await here.eventLog.state();
    state[0]?.paused === null;
    state = await here.eventLog.state()
  )
    await new Promise((resolve) => setImmediate(resolve));
}

test('an engine that is away holds events up; none is lost', async () => {
  here.away.add('user-graph');
  await here.emit(['status.published', post(100, ANN, { mentions: [BOB] })]);
  await heldUp();
  assert.deepEqual(await standingFor(BOB), []);
  here.away.clear();
  await here.settled();
  assert.deepEqual(await standingFor(BOB), [['mention', ANN, 100]]);
});

test('an event that comes later than streams are kept is stored, but no longer live', async () => {
  here.away.add('user-graph');
  await here.emit(['status.published', post(100, ANN, { mentions: [BOB] })]);
  await heldUp();
  here.clock.advance(KEEP_STREAM + 1000);
  here.away.clear();
  await here.settled();
  assert.deepEqual(await standingFor(BOB), [['mention', ANN, 100]]);
  const rows = await here.db.read.selectFrom('stream_log').select('event').execute();
  assert.deepEqual(rows, [], 'neither the post nor the notification');
  await tell(['status.published', post(101, ANN, { mentions: [BOB] })]);
  assert.deepEqual(await log(), [['update', 101]]);
});

test('events that were lost make everybody load anew', async () => {
  const [{ rebuild } = { rebuild: async () => {} }] = here.module.consumers;
  await rebuild();
  assert.deepEqual(await log(), [['resync', undefined]]);
});
