/** The endpoints over HTTP. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { memoryCache } from '@fanfare/cache/memory';
import { sqlEventLog } from '@fanfare/eventlog/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { post } from '../testing/events.ts';
import type { TestNotification } from '../testing/start-notification.ts';
import { startNotification } from '../testing/start-notification.ts';

const adapters = { openSqlite, sqlEventLog, cache: () => memoryCache(), metrics: noMetrics };
const [ANN, BOB, CAT, FOE] = [11, 12, 13, 14];
const PATH = '/api/v1/notifications';

let here: TestNotification;
let token: string;

interface Shown {
  id: string;
  type: string;
  account: { id: string };
  status?: { id: string };
}

before(async () => {
  here = await startNotification(adapters);
  token = here.token(ANN);
  // Posts 101 to 112 mention Ann, every third one by somebody she will block; then two follow her.
  for (let id = 101; id <= 112; id++) {
    const author = id % 3 === 0 ? FOE : BOB;
    here.posts.set(id, { author, visibility: 'public', mentions: [ANN], text: `post ${id}` });
    await here.emit(['status.published', post(id, author, { mentions: [ANN] })]);
    await here.settled();
  }
  for (const [follow_id, follower_id] of [
    [1, CAT],
    [2, BOB],
  ] as const) {
    await here.emit(['follow.created', { follow_id, follower_id, followee_id: ANN, version: 1 }]);
    await here.settled();
  }
  here.block(ANN, FOE);
});
after(() => here.stop());

/** What is shown: the posts' ids, or the type where there is none. */
async function list(query = ''): Promise<{ shown: string[]; ids: string[]; link: string }> {
  const { status, body, link } = await here.ask(token, 'GET', PATH + query);
  assert.equal(status, 200);
  const items = body as Shown[];
  return {
    shown: items.map((one) => one.status?.id ?? one.type),
    ids: items.map((one) => one.id),
    link,
  };
}

/** Without what FOE wrote. */
const seen = ['follow', 'follow', '112', '110', '109', '107', '106', '104', '103', '101'];

suite('the list', () => {
  test('shows what its recipient may see, newest first', async () => {
    assert.deepEqual((await list()).shown, seen);
  });

  test('fills its pages although much is left out, in both directions', async () => {
    const older: string[] = [];
    for (let link: string | undefined = `${PATH}?limit=3`; link !== undefined; ) {
      const page = await list(link.slice(PATH.length));
      const last = older.length + 3 >= seen.length;
      assert.equal(page.shown.length, last ? seen.length - older.length : 3);
      older.push(...page.shown);
      link = /<([^>]+)>; rel="next"/.exec(page.link)?.[1]?.replace('http://localhost', '');
    }
    assert.deepEqual(older, seen);
    const { ids, shown } = await list();
    const above = await list(`?min_id=${ids[5]}&limit=3`);
    assert.deepEqual(above.shown, shown.slice(2, 5));
    assert.match(above.link, /min_id=/);
    assert.deepEqual((await list(`?since_id=${ids[5]}&limit=3`)).shown, shown.slice(0, 3));
    assert.deepEqual((await list(`?max_id=${ids[7]}&limit=2`)).shown, shown.slice(8));
    assert.doesNotMatch((await list(`?max_id=${ids[7]}&limit=2`)).link, /next/);
  });

  test('is narrowed by types and by account; unknown types are ignored', async () => {
    assert.deepEqual((await list('?types[]=follow')).shown, ['follow', 'follow']);
    assert.deepEqual((await list('?types[]=follow&types[]=reaction')).shown, ['follow', 'follow']);
    assert.deepEqual((await list('?types[]=reaction')).shown, []);
    assert.deepEqual((await list("?exclude_types[]=['mention','follow']")).shown, seen);
    assert.deepEqual((await list('?exclude_types=mention')).shown, ['follow', 'follow']);
    assert.deepEqual((await list(`?account_id=${CAT}`)).shown, ['follow']);
    assert.deepEqual((await list('?account_id=x')).shown, seen);
    const { link } = await list('?types[]=mention&limit=2');
    assert.match(link, /types\[\]=mention|types%5B%5D=mention/);
  });
});

test('one notification is shown to its recipient alone', async () => {
  const { ids } = await list();
  const { status, body } = await here.ask(token, 'GET', `${PATH}/${ids[2]}`);
  assert.equal(status, 200);
  assert.deepEqual([(body as Shown).id, (body as Shown).status], [ids[2], { id: '112' }]);
  const stranger = here.token(CAT);
  assert.equal((await here.ask(stranger, 'GET', `${PATH}/${ids[2]}`)).status, 404);
  assert.equal((await here.ask(stranger, 'POST', `${PATH}/${ids[2]}/dismiss`)).status, 404);
  const hidden = await here.db.read
    .selectFrom('notifications')
    .select('id')
    .where('status_id', '=', 111)
    .executeTakeFirstOrThrow();
  assert.equal((await here.ask(token, 'GET', `${PATH}/${hidden.id}`)).status, 404);
  for (const id of ['0', 'x', '999', '99999999999999999999'])
    assert.equal((await here.ask(token, 'GET', `${PATH}/${id}`)).status, 404);
});

test('unread_count counts what the list shows above the marker', async () => {
  const count = async (query = '') =>
    ((await here.ask(token, 'GET', `${PATH}/unread_count${query}`)).body as { count: number }).count;
  assert.equal(await count(), seen.length);
  assert.equal(await count('?limit=4'), 4);
  assert.equal(await count('?types[]=follow'), 2);
  const { ids } = await list();
  await here.ask(token, 'POST', '/api/v1/markers', { notifications: { last_read_id: ids[4] } });
  assert.equal(await count(), 4);
  await here.ask(token, 'POST', '/api/v1/markers', { notifications: { last_read_id: '0' } });
  assert.equal(await count(), seen.length);
});

suite('markers', () => {
  const markers = (method: string, query = '', body?: object) =>
    here.ask(here.token(CAT), method, `/api/v1/markers${query}`, body);

  test('answer every timeline asked for, new ones too', async () => {
    const fresh = { last_read_id: '0', version: 0, updated_at: '1970-01-01T00:00:00.000Z' };
    assert.deepEqual((await markers('GET', '?timeline[]=home&timeline[]=notifications')).body, {
      home: fresh,
      notifications: fresh,
    });
    assert.deepEqual((await markers('GET', '?timeline=notifications')).body, { notifications: fresh });
    assert.deepEqual((await markers('GET', '?timeline[]=else')).body, {});
    assert.deepEqual((await markers('GET')).body, {});
  });

  test('are set together, in JSON and as a form, and move freely', async () => {
    const both = { home: { last_read_id: '12' }, notifications: { last_read_id: '13' } };
    const set = (await markers('POST', '', both)).body as Record<
      string,
      { last_read_id: string; version: number }
    >;
    assert.deepEqual([set.home?.last_read_id, set.notifications?.last_read_id], ['12', '13']);
    const response = await fetch(`${here.url}/api/v1/markers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${here.token(CAT)}` },
      body: new URLSearchParams({ 'home[last_read_id]': '7' }),
    });
    const again = (await response.json()) as typeof set;
    assert.deepEqual(Object.keys(again), ['home']);
    assert.deepEqual([again.home?.last_read_id, again.home?.version], ['7', 2]);
    assert.deepEqual((await markers('POST', '', {})).body, {});
    assert.equal((await markers('POST', '', { home: { last_read_id: 'x' } })).status, 422);
  });
});

test('with read away lists and counts say so, and nothing is logged out', async () => {
  here.away.add('read');
  const { ids } = await list().catch(() => ({ ids: [] }));
  assert.deepEqual(ids, []);
  for (const path of [PATH, `${PATH}/unread_count`])
    assert.equal((await here.ask(token, 'GET', path)).status, 503);
  here.away.clear();
  assert.equal((await here.ask(token, 'GET', PATH)).status, 200);
});

test('what is dismissed stays dismissed, also when its event comes again', async () => {
  const { ids, shown } = await list();
  assert.equal((await here.ask(token, 'POST', `${PATH}/${ids[2]}/dismiss`)).status, 200);
  assert.deepEqual((await here.ask(token, 'POST', `${PATH}/${ids[2]}/dismiss`)).body, {});
  assert.deepEqual((await list()).shown, shown.toSpliced(2, 1));
  await here.emit(['status.published', post(112, BOB, { mentions: [ANN] })]);
  await here.settled();
  assert.deepEqual((await list()).shown, shown.toSpliced(2, 1));
  assert.deepEqual((await here.ask(token, 'POST', `${PATH}/clear`)).body, {});
  assert.deepEqual((await list()).shown, []);
});

test('scopes are asked for', async () => {
  const reader = here.token(ANN, ['read:statuses']);
  assert.equal((await here.ask(reader, 'GET', PATH)).status, 403);
  assert.equal((await here.ask(reader, 'POST', `${PATH}/clear`)).status, 403);
  assert.equal((await here.ask(reader, 'GET', '/api/v1/markers')).status, 200);
  assert.equal((await here.ask('nobody', 'GET', PATH)).status, 401);
});
