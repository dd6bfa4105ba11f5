/** The whole service on Elasticsearch: found, away, back, back with nothing. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Instance } from '@fanfare/engines';
import { engines, ownNamespace, startEngine } from '@fanfare/engines';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

suite('search on Elasticsearch', () => {
  let folder: string;
  let engine: Instance;
  let network: Network;
  let alice: Person;
  const posts: string[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-elastic-'));
    const definition = engines.get('elasticsearch');
    if (definition === undefined) throw new Error('There is no engine elasticsearch');
    engine = await startEngine(definition, { folder, durable: true });
    const settings = { ELASTICSEARCH_URL: engine.url, FANFARE_NAMESPACE: ownNamespace() };
    network = await startNetwork({ folder: join(folder, 'data'), settings });
    alice = await network.person('alice');
  });
  after(async () => {
    await network.stop();
    await engine.kill();
    await rm(folder, { recursive: true });
  });

  async function post(text = 'kumquat #fruit'): Promise<string> {
    const { status, body, text: said } = await alice.api('POST', '/api/v1/statuses', { status: text });
    assert.equal(status, 200, said);
    posts.unshift(body.id);
    return body.id;
  }

  async function isBack(): Promise<void> {
    await engine.start();
    for (let ok = false; !ok; )
      ok = (await network.anyone('GET', '/health/ready')).body.parts['search.index'].ok;
  }

  async function check(): Promise<void> {
    await network.settle();
    const { status, body, text } = await alice.api('GET', '/api/v2/search?q=kumquat');
    assert.equal(status, 200, text);
    assert.deepEqual(
      body.statuses.map((one: { id: string }) => one.id),
      posts,
    );
    const { body: others } = await alice.api('GET', '/api/v2/search?q=fru');
    assert.deepEqual(
      others.hashtags.map((tag: { name: string }) => tag.name),
      ['fruit'],
    );
    assert.equal((await alice.api('GET', '/api/v2/search?q=ali')).body.accounts.length, 1);
  }

  test('finds what was posted, edited and not deleted', async () => {
    for (let count = 0; count < 3; count += 1) await post();
    const edited = await post('a lime');
    await alice.api('PUT', `/api/v1/statuses/${edited}`, { status: 'a kumquat after all' });
    await alice.api('DELETE', `/api/v1/statuses/${posts.pop()}`);
    await check();
    const { body } = await alice.api('GET', '/api/v2/search?q=lime');
    assert.deepEqual(body.statuses, []);
    await network.restart();
    await check();
  });

  test('is away without it, and says so; posting works, and what was posted is found afterwards', async () => {
    await engine.kill();
    await post();
    const { status, body } = await alice.api('GET', '/api/v2/search?q=kumquat');
    assert.equal(status, 503);
    assert.equal(body.error, 'A part of the server is away, please try again');
    const { body: ready } = await network.anyone('GET', '/health/ready');
    assert.equal(ready.parts['search.index'].ok, false);
    const { eventLog } = network.composition().engines;
    for (let paused = false; !paused; )
      paused = (await eventLog.state()).some((one) => one.group === 'search' && one.paused !== null);
    await post();
    assert.deepEqual(await eventLog.retries('search'), []);
    await isBack();
    await check();
  });

  test('that comes back with nothing is filled from the truth, and nobody has to help', async () => {
    await engine.kill();
    await post();
    await rm(join(folder, 'elasticsearch', 'home'), { recursive: true });
    await isBack();
    await post();
    await check();
    const { body } = await network.anyone('GET', '/health/ready');
    assert.equal(body.parts['search.index'].ok, true);
  });
});
