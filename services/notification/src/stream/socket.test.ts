/** The streams over WebSockets: handshake, messages, what comes and what does not. */
import assert from 'node:assert/strict';
import { after, afterEach, before, suite, test } from 'node:test';
import { memoryCache } from '@fanfare/cache/memory';
import { sqlEventLog } from '@fanfare/eventlog/sql';
import { hashToken, revokeToken } from '@fanfare/http';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { edit, post } from '../testing/events.ts';
import type { HeardFrame, Listener } from '../testing/listener.ts';
import { listen, refusal } from '../testing/listener.ts';
import type { TestNotification } from '../testing/start-notification.ts';
import { startNotification } from '../testing/start-notification.ts';

const adapters = { openSqlite, sqlEventLog, cache: () => memoryCache(), metrics: noMetrics };
let here: TestNotification;
const open: Listener[] = [];
let lastId = 100;
let lastAccount = 10;

before(async () => {
  here = await startNotification(adapters);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
after(() => here.stop());

const somebody = () => ++lastAccount;

/** Publishes and waits for its effects; returns the id. */
async function publish(
  author: number,
  more: Parameters<typeof post>[2] = {},
  text = 'text',
): Promise<number> {
  const id = ++lastId;
  const published = post(id, author, more);
  here.posts.set(id, { author, visibility: published.visibility, mentions: published.mentions, text });
  await here.emit(['status.published', published]);
  await here.settled();
  return id;
}

async function listener(account: number, query = '', scopes?: string[]): Promise<Listener> {
  const one = await listen(here.url, query, {
    headers: { authorization: `Bearer ${here.token(account, scopes)}` },
  });
  open.push(one);
  return one;
}

/** Frames in short: stream, event, and the id of what it is about. */
function short(frames: readonly HeardFrame[]): string[] {
  return frames.map(({ stream, event, payload, error, status }) => {
    if (error !== undefined) return `${status} ${error}`;
    const id = event === 'delete' ? payload : (JSON.parse(payload ?? '') as { id?: string }).id;
    return `${stream?.join('=')} ${event} ${id}`;
  });
}

suite('the handshake', () => {
  test('takes the token as subprotocol and echoes it, as header and in the query', async () => {
    const token = here.token(somebody());
    // The client of the platform fails, as browsers do, unless the protocol comes back.
    const browser = new WebSocket(`${here.url.replace('http', 'ws')}/api/v1/streaming`, token);
    await new Promise((resolve, reject) => {
      browser.onopen = resolve;
      browser.onerror = reject;
    });
    assert.equal(browser.protocol, token);
    browser.close();
    open.push(await listen(here.url, '', { headers: { authorization: `Bearer ${token}` } }));
    open.push(await listen(here.url, `?access_token=${token}`));
  });

  test('refuses as a request would be refused', async () => {
    const query = (account: number | null, scopes?: string[]) =>
      `?access_token=${here.token(account, scopes)}`;
    assert.deepEqual(await refusal(here.url, ''), [401, 'Missing access token']);
    assert.equal((await refusal(here.url, '?access_token=wrong'))[0], 401);
    assert.equal((await refusal(here.url, query(null)))[0], 422);
    assert.equal((await refusal(here.url, query(somebody(), ['write'])))[0], 403);
    const suspended = somebody();
    here.suspend(suspended);
    assert.equal((await refusal(here.url, query(suspended)))[0], 403);
    here.away.add('auth');
    assert.equal((await refusal(here.url, query(somebody())))[0], 503);
    here.away.clear();
  });
});

suite('messages', () => {
  test('subscribe to several streams and unsubscribe; each frame names its stream as subscribed', async () => {
    const me = somebody();
    const ears = await listener(me, '?stream=public');
    ears.say({ type: 'subscribe', stream: 'hashtag', tag: 'Café' });
    ears.say({ type: 'subscribe', stream: 'user' });
    ears.say({ type: 'subscribe', stream: 'user' });
    ears.say({ type: 'unsubscribe', stream: 'public' });
    ears.say({ type: 'subscribe', stream: 'nothing' });
    await ears.count(1);
    const id = await publish(me, { tags: ['café'] });
    const heard = await ears.count(3);
    assert.deepEqual(short(heard.slice(1)), [`hashtag=Café update ${id}`, `user update ${id}`]);
    assert.equal(typeof heard[1]?.payload, 'string');
    assert.ok(Number.isInteger(heard[1]?.id) && heard[1]?.id === heard[2]?.id);
  });

  test('that ask for what there is not are told so', async () => {
    const ears = await listener(somebody());
    for (const message of [
      { type: 'subscribe', stream: 'list', list: '1' },
      { type: 'subscribe', stream: 'direct' },
      { type: 'subscribe', stream: 'hashtag', tag: '' },
      { type: 'unsubscribe', stream: 'hashtag', tag: '' },
      { type: 'unsubscribe', stream: 'nothing' },
      { type: 'subscribe' },
      { type: 'dance' },
      [1],
    ])
      ears.say(message);
    ears.socket.send('{');
    ears.socket.send(Buffer.from([1]));
    assert.deepEqual(short(await ears.count(8)), [
      '400 Unknown stream type',
      '400 Unknown stream type',
      '400 Missing tag name parameter',
      '400 Unknown stream type',
      '400 Unknown message type',
      '400 The message is not a JSON object',
      '400 The message is not a JSON object',
      '400 The message is not a JSON object',
    ]);
  });

  test('need the scope of their stream, and only what the token covers comes', async () => {
    const [me, other] = [somebody(), somebody()];
    const noticing = await listener(me, '?stream=public', ['read:notifications']);
    noticing.say({ type: 'subscribe', stream: 'user' });
    const reading = await listener(me, '?stream=user', ['read:statuses']);
    await noticing.count(1);
    const mention = await publish(other, { mentions: [me] });
    const own = await publish(me);
    assert.deepEqual(short(await reading.count(1)), [`user update ${own}`]);
    const [refused, told] = await noticing.count(2);
    assert.equal(refused?.status, 403);
    assert.equal(told?.event, 'notification');
    assert.equal(JSON.parse(told?.payload ?? '').status.id, String(mention));
  });
});

suite('what comes', () => {
  test('is what the rules of reading allow, for many people by one question per post', async () => {
    const [author, follower, stranger] = [somebody(), somebody(), somebody()];
    here.follow(follower, author);
    const ears = await Promise.all(
      [author, follower, stranger].map((account) => listener(account, '?stream=user')),
    );
    here.asked.length = 0;
    const hidden = await publish(author, { visibility: 'private' });
    const direct = await publish(author, { visibility: 'direct', mentions: [stranger] });
    await here.emit(['status.edited', edit(post(hidden, author, { visibility: 'private' }), 2)]);
    await here.settled();
    await here.emit(['status.deleted', edit(post(hidden, author, { visibility: 'private' }), 3)]);
    await here.settled();
    const last = [await publish(author), await publish(follower), await publish(stranger)];
    const [own, theirs, nobodys] = await Promise.all(
      ears.map(async (one, index) => {
        await one.count([5, 5, 2][index] ?? 0);
        return short(one.heard);
      }),
    );
    const about = (event: string, id: number | undefined) => `user ${event} ${id}`;
    const both = [about('update', hidden), about('status.update', hidden), about('delete', hidden)];
    assert.deepEqual(own, [
      about('update', hidden),
      about('update', direct),
      about('status.update', hidden),
      about('delete', hidden),
      about('update', last[0]),
    ]);
    assert.deepEqual(theirs, [...both, about('update', last[0]), about('update', last[1])]);
    assert.equal(nobodys?.length, 2);
    assert.match(nobodys?.[0] ?? '', /^user notification /);
    assert.equal(nobodys?.[1], about('update', last[2]));
    assert.deepEqual(here.asked.slice(0, 3), [hidden, direct, hidden]);
  });

  test('a follow or a block holds for the very next frame', async () => {
    const [me, friend, foe] = [somebody(), somebody(), somebody()];
    here.follow(me, foe);
    const ears = await listener(me, '?stream=user');
    const first = await publish(foe);
    await ears.count(1);
    here.follow(me, friend);
    here.block(foe, me);
    const seen = await publish(foe);
    const second = await publish(friend);
    await here.emit(['status.deleted', edit(post(seen, foe), 2)]);
    const third = await publish(friend);
    assert.deepEqual(short(await ears.count(3)), [
      `user update ${first}`,
      `user update ${second}`,
      `user update ${third}`,
    ]);
  });

  test('an approved post leaves its author’s stream under the old id and comes under the new one', async () => {
    const [author, follower] = [somebody(), somebody()];
    here.follow(follower, author);
    const [own, theirs] = [await listener(author, '?stream=user'), await listener(follower, '?stream=user')];
    const id = await publish(author, { submission_id: 55 });
    assert.deepEqual(short(await own.count(2)), ['user delete 55', `user update ${id}`]);
    assert.deepEqual(short(await theirs.count(1)), [`user update ${id}`]);
    await here.emit([
      'submission.decided',
      {
        submission_id: 56,
        account_id: author,
        version: 1,
        state: 'rejected',
        decided_by: 1,
        status_id: null,
      },
    ]);
    await here.settled();
    const next = await publish(follower);
    assert.deepEqual(short(await theirs.count(2)).slice(1), [`user update ${next}`]);
    assert.deepEqual(short((await own.count(4)).slice(2, 3)), ['user delete 56']);
    assert.equal(own.heard[3]?.event, 'notification');
  });

  test('frames wait in order while nobody can say who may see them', async () => {
    const me = somebody();
    const ears = await listener(me, '?stream=user');
    here.away.add('read');
    const ids = [await publish(me), await publish(me), await publish(me)];
    here.away.add('user-graph');
    assert.deepEqual(ears.heard, []);
    here.away.clear();
    assert.deepEqual(
      short(await ears.count(3)),
      ids.map((id) => `user update ${id}`),
    );
  });

  test('a post that read fails on is left out, and holds up nobody for long', async () => {
    const me = somebody();
    const ears = await listener(me, '?stream=user');
    const mentioned = await listener(somebody(), '?stream=user:notification');
    const them = lastAccount;
    here.broken.add(lastId + 1);
    await publish(me, { mentions: [them] });
    const id = await publish(me, { mentions: [them] });
    assert.deepEqual(short(await ears.count(1)), [`user update ${id}`]);
    const [told] = await mentioned.count(1);
    assert.equal(JSON.parse(told?.payload ?? '').status.id, String(id));
  });
});

suite('connections end', () => {
  test('when the token is revoked or the account suspended, and not when that cannot be decided', async () => {
    const [me, other, third] = [somebody(), somebody(), somebody()];
    const token = here.token(me);
    const mine = await listen(here.url, `?access_token=${token}&stream=user`);
    const suspended = await listener(other, '?stream=user');
    const undecided = await listener(third, '?stream=user');
    here.away.add('auth');
    await revokeToken(here.cache, hashToken(token));
    assert.equal(await mine.closed, 1008);
    here.away.clear();
    here.suspend(other);
    assert.equal(await suspended.closed, 1008);
    const id = await publish(third);
    assert.deepEqual(short(await undecided.count(1)), [`user update ${id}`]);
  });

  test('when their reader does not read', async () => {
    const me = somebody();
    const [slow, quick] = [await listener(me, '?stream=user'), await listener(me, '?stream=user')];
    slow.socket.pause();
    let count = 0;
    while ((await connections()) > 1) {
      await publish(me, {}, 'x'.repeat(1_000_000));
      await quick.count(++count);
    }
    slow.socket.resume();
    assert.equal(await slow.closed, 1006);
    assert.equal(quick.heard.length, count);
  });

  test('when one account has too many', async () => {
    const me = somebody();
    const all = await Promise.all(Array.from({ length: 65 }, () => listener(me)));
    const codes = await Promise.race(all.map((one) => one.closed));
    assert.equal(codes, 1013);
  });
});

/** How many are open, as health says it. */
async function connections(): Promise<number> {
  await here.emit(['heartbeat', { node: 0, beat: ++lastId }]);
  await here.settled();
  for (;;) {
    const health = await here.module.health?.streams?.();
    const found = /^(\d+) connections/.exec(health?.detail ?? '');
    if (found !== null) return Number(found[1]);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
