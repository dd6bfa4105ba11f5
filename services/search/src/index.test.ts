/** An index that is lost, old or away, and one that is built anew. */
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

suite('the index', () => {
  let network: Network;
  let alice: Person;
  const posts: string[] = [];
  let made = 0;
  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-index-'));
    // Redelivered events would hide what the index has missed.
    network = await startNetwork({ folder, chaos: null });
    alice = await network.person('alice');
    for (let count = 0; count < 3; count += 1) await post();
  });
  after(async () => {
    await network.stop();
    await rm(network.folder, { recursive: true });
  });

  async function post(): Promise<void> {
    const { body } = await alice.api('POST', '/api/v1/statuses', { status: `kumquat #fruit${made}` });
    made += 1;
    posts.unshift(body.id);
  }

  async function check(): Promise<void> {
    await network.settle();
    const { status, body, text } = await alice.api('GET', '/api/v2/search?q=kumquat');
    assert.equal(status, 200, text);
    assert.deepEqual(
      body.statuses.map((one: { id: string }) => one.id),
      posts,
    );
    const { body: others } = await alice.api('GET', '/api/v2/search?q=fruit');
    assert.equal(others.hashtags.length, posts.length);
    assert.equal((await alice.api('GET', '/api/v2/search?q=ali')).body.accounts.length, 1);
  }

  async function withoutServer(change: () => Promise<void>): Promise<void> {
    await network.composition().stop();
    await change();
    await network.restart();
  }

  const file = (end = '') => join(network.folder, `search.db${end}`);

  async function remove(): Promise<void> {
    for (const end of ['', '-wal', '-shm']) await rm(file(end), { force: true });
  }

  test('that was lost is made anew from the truth', async () => {
    await check();
    await withoutServer(remove);
    await check();
    await post();
    await check();
  });

  test('that is an older copy is made anew', async () => {
    await withoutServer(() => copyFile(file(), file('.copy')));
    await post();
    await alice.api('DELETE', `/api/v1/statuses/${posts.pop()}`);
    await network.settle();
    await withoutServer(async () => {
      await remove();
      await copyFile(file('.copy'), file());
    });
    await check();
  });

  test('that is as it was left is used as it is', async () => {
    await withoutServer(async () => {});
    await check();
  });

  test('is built anew by command while posts come and go', async () => {
    const building = network.contracts.search.reindex({});
    await post();
    await alice.api('DELETE', `/api/v1/statuses/${posts.pop()}`);
    const totals = await building;
    assert.equal(totals.accounts, 1);
    assert.ok(totals.statuses >= posts.length - 1 && totals.tags >= posts.length - 1, JSON.stringify(totals));
    await check();
    const again = await network.contracts.search.reindex({});
    assert.deepEqual(again, { accounts: 1, statuses: posts.length, tags: posts.length });
    await check();
  });

  test('says in the health report that it is whole', async () => {
    const { body } = await network.anyone('GET', '/health/ready');
    assert.deepEqual(body.parts['search.index'], { ok: true });
  });
});
