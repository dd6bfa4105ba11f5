/** How clients listen: WebSocket and server-sent events. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, it } from 'node:test';
import { wireWorld } from './support/wire-world.ts';

const { network, connection, alice, bob, as, anyone, stop } = await wireWorld();
after(stop);

describe('streams on the wire', () => {
  it('the token comes back as the protocol, streams are named as subscribed, errors stay inside', async () => {
    const socket = new WebSocket(`${network.url.replace('http', 'ws')}/api/v1/streaming`, [alice.token]);
    await once(socket, 'open');
    assert.equal(socket.protocol, alice.token);
    const frames: { stream: string[]; event: string; payload: string; error?: string; status?: number }[] =
      [];
    let wake = () => {};
    socket.addEventListener('message', ({ data }) => {
      frames.push(JSON.parse(String(data)));
      wake();
    });
    const say = (message: object) => socket.send(JSON.stringify(message));
    const frame = async (stream: string[], event: string) => {
      for (;;) {
        const found = frames.find((one) => one.event === event && String(one.stream) === String(stream));
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    };
    say({ type: 'subscribe', stream: 'hashtag', tag: 'FooBar' });
    say({ type: 'subscribe', stream: 'public:local' });
    say({ type: 'subscribe', stream: 'user:notification' });
    // Messages are taken in order: when this one is answered, those before it hold.
    say({ type: 'subscribe', stream: 'hashtag', tag: '' });
    while (frames.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    assert.deepEqual([typeof frames[0]?.error, frames[0]?.status], ['string', 400]);

    const { body: post } = await bob.api('POST', '/api/v1/statuses', { status: '@alice #foobar' });
    for (const stream of [['hashtag', 'FooBar'], ['public:local']])
      assert.equal(JSON.parse((await frame(stream, 'update')).payload).id, post.id);
    const notice = await frame(['user:notification'], 'notification');
    assert.equal(JSON.parse(notice.payload).type, 'mention');
    await bob.api('PUT', `/api/v1/statuses/${post.id}`, { status: 'now #foobar' });
    assert.equal(JSON.parse((await frame(['public:local'], 'status.update')).payload).id, post.id);
    await bob.api('DELETE', `/api/v1/statuses/${post.id}`);
    assert.equal((await frame(['public:local'], 'delete')).payload, post.id);
    socket.close();
  });

  it('as server-sent events, with the token in a header or the query', async () => {
    let heard = '';
    let wake = () => {};
    const hear = (chunk: string) => {
      heard += chunk;
      wake();
    };
    const path = `/api/v1/streaming/public?access_token=${alice.token}`;
    const { status, headers } = await connection.listen({ method: 'GET', path }, hear);
    assert.deepEqual([status, headers['access-control-allow-origin']], [200, '*']);
    assert.match(String(headers['content-type']), /^text\/event-stream/);
    const { body: post } = await bob.api('POST', '/api/v1/statuses', { status: 'heard' });
    while (!/event: update\ndata: \{.*\}\n\n/.test(heard))
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    assert.ok(heard.includes(`"id":"${post.id}"`));
    for (const [name, code] of [
      ['nope', 400],
      ['hashtag?tag=', 400],
      ['health', 200],
    ] as const)
      assert.equal((await as('GET', `/api/v1/streaming/${name}`)).status, code, name);
    assert.equal((await anyone('GET', '/api/v1/streaming/user')).status, 401);
    assert.equal((await anyone('GET', '/api/v1/streaming/health')).text, 'OK');
  });
});
