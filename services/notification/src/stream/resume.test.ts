/** Going on where one was, SSE, and what a stop, a start and a heartbeat do to streams. */
import assert from 'node:assert/strict';
import { after, afterEach, before, suite, test } from 'node:test';
import { memoryCache } from '@fanfare/cache/memory';
import { sqlEventLog } from '@fanfare/eventlog/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { HEARTBEAT_LIFE, KEEP_STREAM } from '../config.ts';
import { statusRow } from '../domain/rows.ts';
import { appendRows, pruneStreamLog, streamEnds } from '../store/stream-log.ts';
import { post } from '../testing/events.ts';
import type { Listener } from '../testing/listener.ts';
import { listen } from '../testing/listener.ts';
import type { TestNotification } from '../testing/start-notification.ts';
import { startNotification } from '../testing/start-notification.ts';

const adapters = { openSqlite, sqlEventLog, cache: () => memoryCache(), metrics: noMetrics };
const ME = 11;
let here: TestNotification;
let token: string;
let lastId = 100;
const open: Listener[] = [];

before(async () => {
  here = await startNotification(adapters);
  token = here.token(ME);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
after(() => here.stop());

async function publish(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (; count > 0; count--) {
    const id = ++lastId;
    here.posts.set(id, { author: ME, visibility: 'public', mentions: [], text: 'text' });
    await here.emit(['status.published', post(id, ME)]);
    ids.push(String(id));
  }
  await here.settled();
  return ids;
}

async function listener(query: string): Promise<Listener> {
  const one = await listen(here.url, `?access_token=${token}${query}`);
  open.push(one);
  return one;
}

/** Ids of the posts, or what the frame is otherwise. */
function posts(one: Listener): string[] {
  return one.heard.map(({ event, payload }) =>
    event === 'update' ? String(JSON.parse(payload ?? '').id) : String(event),
  );
}

suite('resuming', () => {
  test('brings what was missed and then what comes, each once, however they meet', async () => {
    const first = await listener('&stream=user');
    const seen = await publish(1);
    const [{ id: at } = {}] = await first.count(1);
    const missed = await publish(150);
    // New posts come while the old ones are being caught up with.
    const coming = publish(40);
    const again = await listener(`&stream=user&last_event_id=${at}`);
    const live = await coming;
    const more = await publish(3);
    await again.count(193);
    assert.deepEqual(posts(again), [...missed, ...live, ...more]);
    const numbers = again.heard.map((frame) => frame.id ?? 0);
    assert.deepEqual(
      numbers,
      numbers.toSorted((one, other) => one - other),
    );
    await first.count(194);
    assert.deepEqual(posts(first), [...seen, ...posts(again)]);
  });

  test('works per subscription, also at the very end of the log', async () => {
    const { head } = await streamEnds(here.db.read);
    const ears = await listener('');
    ears.say({ type: 'subscribe', stream: 'public', last_event_id: String(head) });
    ears.say({ type: 'subscribe', stream: 'user', last_event_id: head - 2 });
    await ears.count(2);
    const [id] = await publish(1);
    await ears.count(4);
    assert.deepEqual(posts(ears).slice(2), [id, id]);
    assert.deepEqual(ears.heard.map((frame) => frame.stream?.[0]).toSorted(), [
      'public',
      'user',
      'user',
      'user',
    ]);
  });

  test('from what is no longer kept, or never was, says so once and goes on', async () => {
    here.clock.advance(KEEP_STREAM + 1000);
    const [kept] = await publish(1);
    await pruneStreamLog(here.db, here.clock.now() - KEEP_STREAM);
    const { head, tail } = await streamEnds(here.db.read);
    assert.equal(tail, head);
    const old = await listener(`&stream=user&last_event_id=${tail - 2}`);
    const future = await listener(`&stream=user&last_event_id=${head + 1000}`);
    const edge = await listener(`&stream=user&last_event_id=${tail - 1}`);
    await Promise.all([old.count(1), future.count(1), edge.count(1)]);
    const [id] = await publish(1);
    await Promise.all([old.count(2), future.count(2), edge.count(2)]);
    assert.deepEqual(
      [posts(old), posts(future), posts(edge)],
      [
        ['resync', id],
        ['resync', id],
        [kept, id],
      ],
    );
    assert.deepEqual([old.heard[0]?.id, old.heard[0]?.payload], [head, '{}']);
  });

  test('goes across a restart of the server', async () => {
    const ears = await listener('&stream=user');
    const [before_] = await publish(1);
    const [{ id: at } = {}] = await ears.count(1);
    await here.restart();
    assert.equal(await ears.closed, 1012);
    const [after_] = await publish(1);
    const again = await listener(`&stream=user&last_event_id=${at}`);
    await again.count(1);
    assert.deepEqual([posts(ears), posts(again)], [[before_], [after_]]);
  });
});

test('rows of which no hint came are found all the same', async () => {
  const ears = await listener('&stream=user');
  const id = ++lastId;
  here.posts.set(id, { author: ME, visibility: 'public', mentions: [], text: 'text' });
  await here.db.unit((unit) => appendRows(unit, [statusRow('update', post(id, ME))]));
  await ears.count(1);
  assert.deepEqual(posts(ears), [String(id)]);
});

suite('server-sent events', () => {
  const get = (path: string, headers: Record<string, string> = {}, own = token) =>
    fetch(`${here.url}/api/v1/streaming${path}`, { headers: { authorization: `Bearer ${own}`, ...headers } });

  /** Text of the body as it comes, until it holds this many events. */
  async function events(response: Response, count: number): Promise<string> {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (reader !== undefined && text.split('event: ').length <= count) text += (await reader.read()).value;
    await reader?.cancel();
    return text;
  }

  test('carry number, event and payload, and resume by Last-Event-ID', async () => {
    const response = await get('/user');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    const [first] = await publish(1);
    const text = await events(response, 1);
    const { head } = await streamEnds(here.db.read);
    assert.equal(text, `:)\n\nid: ${head}\nevent: update\ndata: {"id":"${first}","content":"text"}\n\n`);
    const [second] = await publish(1);
    for (const again of [
      await get('/user', { 'last-event-id': String(head) }),
      await get(`/hashtag?tag=x&last_event_id=${head}`),
      await get(`?stream=public&last_event_id=${head}`),
      await get(`/public/local?last_event_id=${head}`),
    ]) {
      if (again.url.includes('hashtag')) await again.body?.cancel();
      else
        assert.match(
          await events(again, 1),
          new RegExp(`^:\\)\\n\\nid: ${head + 1}\\n.*\\n.*"id":"${second}"`),
        );
    }
  });

  test('are refused where there is no such stream', async () => {
    const answers: [string, number][] = [
      ['/list', 400],
      ['/public/remote', 400],
      ['/hashtag', 400],
      ['/hashtag?tag=', 400],
      ['?stream=nothing', 400],
      ['', 404],
    ];
    for (const [path, status] of answers) {
      const response = await get(path);
      assert.equal(response.status, status, path);
      assert.equal(typeof ((await response.json()) as { error: unknown }).error, 'string');
    }
    assert.equal((await get('/user', {}, 'nobody')).status, 401);
    assert.equal((await get('/public', {}, here.token(ME, ['read:notifications']))).status, 403);
  });

  test('are let go when their reader goes, and end when the server stops', async () => {
    const connections = async () => (await here.module.health?.streams?.())?.detail?.split(' ')[0];
    await here.emit(['heartbeat', { node: 3, beat: 0 }]);
    // It must not come after the restart, as the first of another life.
    await here.settled();
    const response = await get('/user');
    while ((await connections()) !== '1') await new Promise((resolve) => setImmediate(resolve));
    await response.body?.cancel();
    while ((await connections()) !== '0') await new Promise((resolve) => setImmediate(resolve));
    const ending = await get('/user/notification');
    await here.restart();
    // Cleanly or not: the client comes back and says where it was.
    await ending.text().catch(() => null);
  });
});

test('health follows the heartbeat that travels through the streams', async () => {
  await here.restart();
  const streams = async () => here.module.health?.streams?.();
  const text = async () => {
    const response = await fetch(`${here.url}/api/v1/streaming/health`);
    return [response.status, await response.text()] as const;
  };
  // The first one may take its time.
  const first = await streams();
  assert.equal(first?.ok, true);
  assert.match(first?.detail ?? '', /^0 connections, no heartbeat for \d+ s$/);
  assert.deepEqual(await text(), [200, 'OK']);
  here.clock.advance(HEARTBEAT_LIFE + 1);
  assert.equal((await streams())?.ok, false);
  assert.equal((await text())[0], 503);
  await here.emit(['heartbeat', { node: 3, beat: 1 }]);
  while ((await streams())?.ok !== true) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(await text(), [200, 'OK']);
  here.clock.advance(HEARTBEAT_LIFE + 1);
  assert.equal((await streams())?.ok, false);
  assert.equal((await text())[0], 503);
});
