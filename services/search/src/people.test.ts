/** Accounts, tags, and what is named exactly. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

suite('accounts, tags and addresses', () => {
  let network: Network;
  let ali: Person;
  let alice: Person;
  let bob: Person;
  before(async () => {
    network = await startNetwork();
    alice = await network.person('Alice');
    ali = await network.person('ali');
    bob = await network.person('ali_baba');
    await bob.api('PATCH', '/api/v1/accounts/update_credentials', {
      display_name: 'Bób 東京都',
      note: 'Forty thieves, and alice',
    });
    await network.settle();
  });
  after(() => network.stop());

  async function names(person: Person, q: string, more: Record<string, string> = {}): Promise<string[]> {
    const path = `/api/v1/accounts/search?${new URLSearchParams({ q, ...more })}`;
    const { status, body, text } = await person.api('GET', path);
    assert.equal(status, 200, text);
    return body.map((one: { username: string }) => one.username);
  }

  async function search(person: Person | null, q: string, more: Record<string, string> = {}) {
    const path = `/api/v2/search?${new URLSearchParams({ q, ...more })}`;
    const { status, body, text } = await (person?.api ?? network.anyone)('GET', path);
    assert.equal(status, 200, text);
    return body;
  }

  test('by name, as it is typed; display name and note', async () => {
    assert.deepEqual(await names(bob, 'ali'), ['ali', 'Alice', 'ali_baba']);
    assert.deepEqual(await names(bob, '@ALI'), ['ali', 'Alice', 'ali_baba']);
    assert.deepEqual(await names(bob, 'alice'), ['Alice', 'ali_baba']);
    assert.deepEqual(await names(bob, 'bob'), ['ali_baba']);
    assert.deepEqual(await names(bob, '東京'), ['ali_baba']);
    assert.deepEqual(await names(bob, '"forty thieves"'), ['ali_baba']);
    assert.deepEqual(await names(bob, 'ali -thieves'), ['ali', 'Alice']);
    assert.deepEqual(await names(bob, 'nobody'), []);
    assert.deepEqual(await names(bob, 'from:me'), []);
  });

  test('pages', async () => {
    assert.deepEqual(await names(bob, 'ali', { limit: '2' }), ['ali', 'Alice']);
    assert.deepEqual(await names(bob, 'ali', { limit: '2', offset: '2' }), ['ali_baba']);
    const { accounts } = await search(bob, 'ali', { type: 'accounts', limit: '1', offset: '1' });
    assert.deepEqual(
      accounts.map((one: { username: string }) => one.username),
      ['Alice'],
    );
  });

  test('followed accounts come first within their rank, and alone', async () => {
    await alice.api('POST', `/api/v1/accounts/${bob.id}/follow`);
    assert.deepEqual(await names(alice, 'ali'), ['ali', 'ali_baba', 'Alice']);
    assert.deepEqual(await names(alice, 'ali', { following: 'true' }), ['ali_baba']);
    assert.deepEqual(await names(ali, 'ali', { following: 'true' }), []);
    assert.deepEqual((await search(alice, 'ali', { following: 'true' })).accounts.length, 1);
  });

  test('a changed name is found, the old one no more', async () => {
    await ali.api('PATCH', '/api/v1/accounts/update_credentials', { display_name: 'Scheherazade' });
    await network.settle();
    assert.deepEqual(await names(bob, 'scheher'), ['ali']);
    await ali.api('PATCH', '/api/v1/accounts/update_credentials', { display_name: 'Someone' });
    await network.settle();
    assert.deepEqual(await names(bob, 'scheher'), []);
  });

  test('full names and addresses', async () => {
    const { host, hostname } = new URL(network.url);
    for (const q of [`@alice@${host}`, `ALICE@${host}`, `@alice@${hostname}`, `${network.url}/@alice`]) {
      for (const resolve of ['true', 'false']) {
        const { accounts, statuses, hashtags } = await search(bob, q, { resolve });
        assert.deepEqual([accounts[0]?.id, accounts.length], [alice.id, 1], q);
        assert.deepEqual([statuses, hashtags], [[], []]);
      }
      assert.deepEqual(await names(bob, q), ['Alice']);
    }
    assert.deepEqual(await names(bob, '@alice@elsewhere.example'), []);
    assert.deepEqual((await search(bob, `${network.url}/@alice`, { type: 'statuses' })).accounts, []);
    assert.equal((await search(null, `@alice@${host}`, { resolve: 'true' })).accounts.length, 1);
  });

  test('the address of a post, for those who may see it', async () => {
    const { body: open } = await alice.api('POST', '/api/v1/statuses', { status: 'open' });
    const { body: direct } = await alice.api('POST', '/api/v1/statuses', {
      status: 'x',
      visibility: 'direct',
    });
    const found = async (person: Person | null, url: string) =>
      (await search(person, url, { resolve: 'true' })).statuses.map((one: { id: string }) => one.id);
    for (const url of [open.url, `${network.url}/statuses/${open.id}`, ` ${open.uri} `]) {
      assert.deepEqual(await found(bob, url), [open.id], url);
      assert.deepEqual(await found(null, url), [open.id], url);
    }
    assert.deepEqual(await found(alice, direct.url), [direct.id]);
    assert.deepEqual(await found(bob, direct.url), []);
    assert.deepEqual(await found(bob, `${network.url}/@alice/1234567890123456`), []);
  });

  test('blocked people are found, so that they can be unblocked', async () => {
    await bob.api('POST', `/api/v1/accounts/${alice.id}/block`);
    const { host } = new URL(network.url);
    assert.deepEqual(await names(bob, 'alice'), ['Alice', 'ali_baba']);
    assert.deepEqual(await names(bob, `@alice@${host}`), ['Alice']);
    assert.equal((await search(bob, `${network.url}/@alice`, { resolve: 'true' })).accounts.length, 1);
    await bob.api('POST', `/api/v1/accounts/${alice.id}/unblock`);
  });

  test('suspended people are not found', async () => {
    const dave = await network.person('dave');
    await network.settle();
    assert.deepEqual(await names(bob, 'dave'), ['dave']);
    const { db } = network.composition().engines;
    await db.unit(async (unit) => unit.setViewState(Number(dave.id), { state: 'suspended' }));
    assert.deepEqual(await names(bob, 'dave'), []);
    assert.deepEqual(await names(bob, `@dave@${new URL(network.url).host}`), []);
  });

  test('tags by their beginning, with what they were used for', async () => {
    await alice.api('POST', '/api/v1/statuses', { status: '#Fanfare #FanClub #Café' });
    await alice.api('POST', '/api/v1/statuses', { status: 'again #fanfare' });
    await bob.api('POST', '/api/v1/statuses', { status: '#fanfare' });
    await bob.api('POST', '/api/v1/statuses', { status: '#fansecret', visibility: 'unlisted' });
    await network.settle();
    const { hashtags } = await search(bob, '#fan', { type: 'hashtags' });
    assert.deepEqual(
      hashtags.map((tag: { name: string }) => tag.name),
      ['fanclub', 'fanfare'],
    );
    const [, fanfare] = hashtags;
    assert.equal(fanfare.url, `${network.url}/tags/fanfare`);
    assert.equal(fanfare.history.length, 7);
    assert.deepEqual(
      [fanfare.history[0].uses, fanfare.history[0].accounts, fanfare.following],
      ['3', '2', false],
    );
    assert.equal(Number(fanfare.history[0].day) % 86_400, 0);
    const named = async (q: string) =>
      (await search(null, q)).hashtags.map((tag: { name: string }) => tag.name);
    assert.deepEqual(await named('fanclub'), ['fanclub']);
    assert.deepEqual(await named('cafe'), ['café']);
    assert.deepEqual(await named(`${network.url}/tags/Fanfare`), ['fanfare']);
    assert.deepEqual(await named('fansecret'), []);
    const second = await search(bob, 'fan', { type: 'hashtags', limit: '1', offset: '1' });
    assert.equal(second.hashtags[0].name, 'fanfare');
  });

  test('a tag that only private posts still use is not found, and private uses are not counted', async () => {
    const { body: open } = await alice.api('POST', '/api/v1/statuses', { status: '#fleeting' });
    await alice.api('POST', '/api/v1/statuses', { status: '#fleeting', visibility: 'private' });
    await network.settle();
    const { hashtags } = await search(alice, 'fleeting');
    assert.deepEqual([hashtags.length, hashtags[0].history[0].uses], [1, '1']);
    await alice.api('DELETE', `/api/v1/statuses/${open.id}`);
    assert.deepEqual((await search(alice, 'fleeting')).hashtags, []);
  });
});
