/** Promise 7: an engine that is away degrades only what needs it, and nobody is logged out. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import type { MemoryServer } from '@fanfare/cache/memory';
import { memoryServer } from '@fanfare/cache/memory';
import type { Network, Person } from '@fanfare/testkit';
import { api, needsOneProcess, startNetwork } from '@fanfare/testkit';
import { idsByNext } from './support/pages.ts';
import { readTruth } from './support/truth.ts';

const HOME = '/api/v1/timelines/home';

describe('an engine that is away', { skip: needsOneProcess() }, () => {
  let network: Network;
  let cache: MemoryServer;
  let ana: Person;
  let ben: Person;
  before(async () => {
    cache = memoryServer();
    network = await startNetwork({ cacheServer: cache });
    ana = await network.person('ana');
    ben = await network.person('ben');
    await ben.api('POST', `/api/v1/accounts/${ana.id}/follow`);
    for (let count = 0; count < 25; count += 1) await post(ana, `Before ${count}`);
    await network.settle();
  });
  after(() => network.stop());

  async function post(person: Person, status: string): Promise<string> {
    const reply = await person.api('POST', '/api/v1/statuses', { status });
    assert.equal(reply.status, 200, reply.text);
    return reply.body.id;
  }

  async function homeIsTrue(): Promise<void> {
    const expected = (await readTruth(network.query, network.clock.now())).home(ben.id);
    assert.deepEqual(await idsByNext(ben.api, HOME, 7), expected);
  }

  async function part(name: string): Promise<{ ok: boolean }> {
    const reply = await network.anyone('GET', '/health/ready');
    assert.equal(reply.status, 200, reply.text);
    return reply.body.parts[name];
  }

  it('without a cache people stay logged in, post, and read home from the tables', async () => {
    const fresh = await network.token('ben');
    cache.reachable = false;
    try {
      await post(ana, 'While the cache is away');
      await homeIsTrue();
      const unseen = await api(network.url, fresh)('GET', '/api/v1/accounts/verify_credentials');
      assert.equal(unseen.status, 200, 'a token that no cache has seen');
      assert.equal((await api(network.url, 'nonsense')('GET', HOME)).status, 401);
      assert.equal((await part('cache')).ok, false);
    } finally {
      cache.reachable = true;
    }
    await network.settle();
    await homeIsTrue();
    assert.equal((await part('cache')).ok, true);
  });

  it('with a cache that came back empty nobody is logged out, and home is built anew', async () => {
    cache.restart();
    await homeIsTrue();
    await post(ana, 'After the cache was lost');
    await network.settle();
    await homeIsTrue();
  });

  it('a token that was revoked while the cache was away stays revoked when it is back', async () => {
    const app = await network.anyone('POST', '/api/v1/apps', {
      client_name: 'short',
      redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
      scopes: 'read',
    });
    const { client_id, client_secret } = app.body;
    const credentials = {
      grant_type: 'password',
      username: 'ben',
      password: 'password',
      client_id,
      client_secret,
      scope: 'read',
    };
    const token = (await network.anyone('POST', '/oauth/token', credentials)).body.access_token;
    const client = api(network.url, token);
    assert.equal((await client('GET', HOME)).status, 200);
    cache.reachable = false;
    try {
      const revoked = await network.anyone('POST', '/oauth/revoke', { client_id, client_secret, token });
      assert.equal(revoked.status, 200, revoked.text);
    } finally {
      cache.reachable = true;
    }
    // auth repeats what the cache has not acknowledged; until then a live copy may answer.
    for (let status = 200; status !== 401; ) {
      status = (await client('GET', HOME)).status;
      assert.ok(status === 200 || status === 401, String(status));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('without the event log posting works, home shows it at once, and the effects catch up', async () => {
    await homeIsTrue();
    await network.composition().engines.eventLog.stop();
    const status = await post(ana, 'While no event moves');
    await homeIsTrue();
    assert.equal((await ben.api('GET', `${HOME}?limit=1`)).body[0].id, status);
    assert.equal((await ana.api('GET', `${HOME}?limit=1`)).body[0].id, status);
    await network.restart();
    await network.settle();
    await homeIsTrue();
    const { engines } = network.composition();
    assert.deepEqual(await engines.db.read.selectFrom('fanout_open').select('status_id').execute(), []);
  });

  it('without search posting works, and everything is found afterwards', async () => {
    const lock = new DatabaseSync(join(network.folder, 'search.db'), { timeout: 5000 });
    lock.exec('BEGIN IMMEDIATE');
    try {
      await post(ana, 'Quetzalcoatlus while search is stuck');
      await homeIsTrue();
    } finally {
      lock.exec('ROLLBACK');
      lock.close();
    }
    await network.settle();
    const found = await ben.api('GET', '/api/v2/search?q=quetzalcoatlus&type=statuses');
    assert.equal(found.status, 200, found.text);
    assert.equal(found.body.statuses.length, 1);
  });
});
