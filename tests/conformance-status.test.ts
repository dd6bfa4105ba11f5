/** How the place is, and how far a post of one's own has come: who may ask, and what they are told. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Person } from '@fanfare/testkit';
import type { Plain, PlainClient } from './support/plain-client.ts';
import { plainClient } from './support/plain-client.ts';
import { wireWorld } from './support/wire-world.ts';

const { network, connection, as, asBob, anyone, post, stop } = await wireWorld();
after(stop);

const FULL = '/api/v1/admin/status';
const SHORT = '/api/v1/instance/status';
let olivia: Person;
let owner: PlainClient;

before(async () => {
  olivia = await network.person('olivia', { role: 'owner' });
  owner = plainClient(connection, olivia.token);
  await network.settle();
  // A place that has just begun makes its index, and its streams have not heard of each other.
  await told(({ status }) => status === 'ok');
});

/** How it is once it is so; what is told is some seconds old. */
async function told(so: (json: Plain['json']) => boolean): Promise<Plain['json']> {
  for (;;) {
    const { json } = await owner('GET', FULL);
    if (so(json)) return json;
    await setImmediate();
  }
}

async function allow(all: boolean): Promise<void> {
  const { status, json } = await owner('PUT', '/api/v1/admin/instance', { public_status: all });
  assert.deepEqual([status, json.public_status], [200, all]);
}

describe('how the place is', () => {
  it('is for its owner and admins, with a token that is good for it', async () => {
    const mod = await network.person('mona', { role: 'moderator' });
    const narrow = plainClient(connection, await network.token('olivia', 'read'));
    const asked = [anyone, as, plainClient(connection, mod.token), narrow, owner];
    const answers = await Promise.all(asked.map((ask) => ask('GET', FULL)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [401, 403, 403, 403, 200],
    );
    const instance = plainClient(connection, await network.token('olivia', 'admin:read:instance'));
    assert.equal((await instance('GET', FULL)).status, 200);
  });

  it('says what works, which processes there are, and what waits', async () => {
    await post('Something to count');
    await network.settle();
    const json = await told(({ lately }) => lately.requests > 0);
    assert.deepEqual(Object.values(json.abilities), ['ok', 'ok', 'ok', 'ok', 'ok']);
    assert.equal(json.status, 'ok');
    const services = json.processes.flatMap((process: { services: string[] }) => process.services);
    assert.equal(new Set(services).size, 8);
    for (const { state, version, memory, started_at: since } of json.processes) {
      assert.equal(state, 'ok');
      assert.match(version, /^\d+\.\d+\.\d+/);
      assert.ok(memory > 1_000_000);
      assert.ok(Date.parse(since) < Date.now() + 1000);
    }
    assert.equal(json.backlog.retries, 0);
    assert.equal(json.history.points.length * json.history.step, 24 * 60 * 60);
  });

  it('is shown to everybody where the owner allows it, and then only what works', async () => {
    const page = async () => (await anyone('GET', '/status')).text;
    const link = async () => (await anyone('GET', '/api/v2/instance')).json.configuration.urls.status;
    assert.equal((await anyone('GET', SHORT)).status, 404);
    assert.match(await page(), /not shown to everybody/);
    assert.equal(await link(), null);
    await allow(true);
    const { status, json } = await anyone('GET', SHORT);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(json).sort(), ['abilities', 'api_versions', 'at', 'status']);
    const names = ['live', 'notifications', 'posting', 'reading', 'search'];
    assert.deepEqual(Object.keys(json.abilities).sort(), names);
    assert.match(await page(), /Everything works/);
    assert.equal(new URL(await link()).pathname, '/status');
    await allow(false);
    assert.equal((await anyone('GET', SHORT)).status, 404);
    assert.doesNotMatch(await page(), /Everything works/);
  });
});

describe('how far a post has come', () => {
  const delivery = (id: string) => `/api/v1/statuses/${id}/delivery`;
  const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

  it('is told to its author alone', async () => {
    const { id } = await post('On its way');
    const asked = await Promise.all([anyone, asBob, owner].map((ask) => ask('GET', delivery(id))));
    assert.deepEqual(
      asked.map(({ status }) => status),
      [401, 404, 404],
    );
    const unknown = await asBob('GET', delivery('1'));
    assert.deepEqual([unknown.status, unknown.text], [404, asked[1]?.text]);
    const writing = plainClient(connection, await network.token('alice', 'write'));
    assert.equal((await writing('GET', delivery(id))).status, 403);
  });

  it('goes from published over its followers into search', async () => {
    await asBob(
      'POST',
      `/api/v1/accounts/${(await as('GET', '/api/v1/accounts/verify_credentials')).json.id}/follow`,
    );
    const { id } = await post('Do you get this?');
    const first = (await as('GET', delivery(id))).json;
    assert.ok(['published', 'delivered', 'indexed'].includes(first.state), first.state);
    await network.settle();
    const { json } = await as('GET', delivery(id));
    assert.deepEqual([json.id, json.state, json.indexed, json.slices], [id, 'indexed', true, null]);
    assert.equal(json.followers, 1);
    assert.equal(json.decided_at, null);
    assert.equal(json.submitted_at, json.published_at);
    for (const at of [json.published_at, json.delivered_at]) assert.match(at, TIME);
    assert.ok(json.delivered_at >= json.published_at);
  });

  it('begins with the wait for a reviewer, whichever id it is asked by', async () => {
    const policy = (mode: string) => owner('PUT', '/api/v1/admin/approval_policy', { mode });
    assert.equal((await policy('everyone')).status, 200);
    const { status, json: held } = await as('POST', '/api/v1/statuses', { status: 'May I?' });
    assert.equal(status, 202);
    const waiting = (await as('GET', delivery(held.id))).json;
    assert.deepEqual(
      [waiting.id, waiting.state, waiting.decided_at, waiting.published_at, waiting.indexed],
      [held.id, 'held', null, null, false],
    );
    for (const ask of [asBob, owner]) assert.equal((await ask('GET', delivery(held.id))).status, 404);
    const path = `/api/v1/admin/submissions/${held.id}/approve`;
    const approved = (await owner('POST', path, { version: 1 })).json;
    await policy('off');
    await network.settle();
    const byOld = (await as('GET', delivery(held.id))).json;
    assert.deepEqual([byOld.id, byOld.state], [approved.id, 'indexed']);
    assert.deepEqual((await as('GET', delivery(approved.id))).json, byOld);
    assert.equal(byOld.submitted_at, waiting.submitted_at);
    assert.ok(byOld.decided_at >= byOld.submitted_at);
  });

  it('is unknown once the post is gone', async () => {
    const { id } = await post('Not for long');
    await as('DELETE', `/api/v1/statuses/${id}`);
    assert.equal((await as('GET', delivery(id))).status, 404);
  });
});
