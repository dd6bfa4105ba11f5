import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';

interface Found {
  statuses: string[];
  accounts: string[];
  hashtags: string[];
}

suite('search', () => {
  let network: Network;
  let alice: Person;
  let bob: Person;
  let carol: Person;
  before(async () => {
    network = await startNetwork();
    alice = await network.person('alice');
    bob = await network.person('bob');
    carol = await network.person('carol');
  });
  after(() => network.stop());

  async function post(person: Person, status: string, over: object = {}): Promise<string> {
    const { status: code, body } = await person.api('POST', '/api/v1/statuses', { status, ...over });
    assert.equal(code, 200, JSON.stringify(body));
    return body.id;
  }

  async function search(person: Person | null, q: string, more: Record<string, string> = {}): Promise<Found> {
    const ask = person === null ? network.anyone : person.api;
    const { status, body, text } = await ask('GET', `/api/v2/search?${new URLSearchParams({ q, ...more })}`);
    assert.equal(status, 200, text);
    return {
      statuses: body.statuses.map((one: { id: string }) => one.id),
      accounts: body.accounts.map((one: { username: string }) => one.username),
      hashtags: body.hashtags.map((one: { name: string }) => one.name),
    };
  }

  const posts = async (person: Person, q: string, more: Record<string, string> = {}) =>
    (await search(person, q, { type: 'statuses', ...more })).statuses;

  test('words of any script, phrases, and words that must not be there', async () => {
    const cafe = await post(alice, 'Un café noir 🎉 #Matin');
    const tokyo = await post(alice, '東京都の天気');
    const hello = await post(alice, 'hello world');
    const world = await post(bob, 'the world says hello');
    await network.settle();
    assert.deepEqual(await posts(carol, 'cafe'), [cafe]);
    assert.deepEqual(await posts(carol, 'CAFÉ noir'), [cafe]);
    assert.deepEqual(await posts(carol, '東京'), [tokyo]);
    assert.deepEqual(await posts(carol, 'hello world'), [world, hello]);
    assert.deepEqual(await posts(carol, '"hello world"'), [hello]);
    assert.deepEqual(await posts(carol, 'hello -says'), [hello]);
    assert.deepEqual(await posts(carol, 'hello -"hello world"'), [world]);
    for (const nothing of ['👍', '""', '  -', 'helloworld'])
      assert.deepEqual(await posts(carol, nothing), []);
  });

  test('operators', async () => {
    const root = await post(alice, 'operators are fun, see https://example.org/page');
    const reply = await post(bob, '@alice operators indeed', { in_reply_to_id: root });
    const secret = await post(alice, 'operators under a warning', { spoiler_text: 'beware', language: 'de' });
    await network.settle();
    const cases: [string, string[]][] = [
      ['operators', [secret, reply, root]],
      ['operators from:alice', [secret, root]],
      ['operators from:@bob', [reply]],
      [`operators from:alice@${new URL(network.url).host}`, [secret, root]],
      ['operators from:me', []],
      ['operators -from:alice', [reply]],
      ['operators from:nobody', []],
      ['operators -from:nobody', [secret, reply, root]],
      ['operators is:reply', [reply]],
      ['operators -is:reply', [secret, root]],
      ['operators is:sensitive', [secret]],
      ['operators has:link', [root]],
      ['operators language:de', [secret]],
      ['beware', [secret]],
      ['operators has:nothing', []],
    ];
    for (const [q, expected] of cases) assert.deepEqual(await posts(carol, q), expected, q);
    assert.deepEqual(await posts(bob, 'from:me is:reply'), [reply]);
    assert.deepEqual(await posts(carol, 'operators', { account_id: bob.id }), [reply]);
    assert.deepEqual((await search(carol, 'from:alice')).accounts, []);
  });

  test('has:media', async () => {
    const picture = new FormData();
    picture.append('file', new Blob([await png()]), 'cat.png');
    picture.append('description', 'a sleeping tomcat');
    const { body: media } = await alice.api('POST', '/api/v2/media', picture);
    const shown = await post(alice, 'look at him', { media_ids: [media.id] });
    await network.settle();
    assert.deepEqual(await posts(carol, 'has:media'), [shown]);
    assert.deepEqual(await posts(carol, 'has:image tomcat'), [shown]);
    assert.deepEqual(await posts(carol, 'look -has:media'), []);
    assert.deepEqual(await posts(carol, 'has:video'), []);
  });

  test('dates', async () => {
    const id = await post(alice, 'calendar');
    const { body } = await alice.api('GET', `/api/v1/statuses/${id}`);
    // Of the post, not of whoever reads the clock beside it: midnight may lie between.
    const day = (offset: number) =>
      new Date(Date.parse(body.created_at) + offset * 86_400_000).toISOString().slice(0, 10);
    await network.settle();
    for (const [q, found] of [
      [`during:${day(0)}`, true],
      [`after:${day(-1)}`, true],
      [`before:${day(1)}`, true],
      [`after:${day(0)}`, false],
      [`before:${day(0)}`, false],
      [`during:${day(-1)}`, false],
      [`-during:${day(0)}`, false],
      [`-before:${day(0)}`, true],
    ] as const) {
      assert.deepEqual(await posts(carol, `calendar ${q}`), found ? [id] : [], q);
    }
  });

  test('what is not public is found by its author, who is mentioned and who kept it, and by nobody else', async () => {
    const direct = await post(alice, '@bob zanzibar', { visibility: 'direct' });
    const hidden = await post(alice, 'zanzibar #zanzibartag', { visibility: 'private' });
    const quiet = await post(alice, 'zanzibar', { visibility: 'unlisted' });
    await network.settle();
    assert.deepEqual(await posts(alice, 'zanzibar'), [quiet, hidden, direct]);
    assert.deepEqual(await posts(bob, 'zanzibar'), [direct]);
    assert.deepEqual(await search(carol, 'zanzibar'), { statuses: [], accounts: [], hashtags: [] });
    await carol.api('POST', `/api/v1/statuses/${quiet}/bookmark`);
    await bob.api('POST', `/api/v1/statuses/${quiet}/favourite`);
    assert.deepEqual(await posts(carol, 'zanzibar'), [quiet]);
    assert.deepEqual(await posts(carol, 'zanzibar in:library'), [quiet]);
    assert.deepEqual(await posts(bob, 'in:library zanzibar'), [quiet, direct]);
    assert.deepEqual(await posts(alice, 'zanzibar in:public'), []);
    await carol.api('POST', `/api/v1/statuses/${quiet}/unbookmark`);
    assert.deepEqual(await posts(carol, 'zanzibar'), []);
  });

  test('edits and deletions follow', async () => {
    const id = await post(alice, 'quokka #wombat');
    await network.settle();
    assert.deepEqual(await posts(bob, 'quokka'), [id]);
    assert.deepEqual((await search(bob, 'wombat')).hashtags, ['wombat']);
    await alice.api('PUT', `/api/v1/statuses/${id}`, { status: 'platypus' });
    await network.settle();
    assert.deepEqual(await posts(bob, 'quokka'), []);
    assert.deepEqual(await posts(bob, 'platypus'), [id]);
    assert.deepEqual((await search(bob, 'wombat')).hashtags, []);
    await alice.api('DELETE', `/api/v1/statuses/${id}`);
    assert.deepEqual(await posts(bob, 'platypus'), []);
    await network.settle();
    assert.deepEqual(await posts(bob, 'platypus'), []);
  });

  test('blocks and mutes hold at once; an author asked for by name is shown', async () => {
    const id = await post(carol, 'nuisance');
    await network.settle();
    await bob.api('POST', `/api/v1/accounts/${carol.id}/mute`);
    assert.deepEqual(await posts(bob, 'nuisance'), []);
    assert.deepEqual(await posts(bob, 'nuisance from:carol'), [id]);
    await bob.api('POST', `/api/v1/accounts/${carol.id}/unmute`);
    await bob.api('POST', `/api/v1/accounts/${carol.id}/block`);
    assert.deepEqual(await posts(bob, 'nuisance from:carol'), []);
    assert.deepEqual((await search(bob, 'carol')).accounts, ['carol']);
    await bob.api('POST', `/api/v1/accounts/${carol.id}/unblock`);
    assert.deepEqual(await posts(bob, 'nuisance'), [id]);
  });

  test('pages, by id and by offset', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 7; count += 1) ids.unshift(await post(alice, `pagination ${count}`));
    await network.settle();
    const limit = '3';
    assert.deepEqual(await posts(bob, 'pagination', { limit }), ids.slice(0, 3));
    assert.deepEqual(await posts(bob, 'pagination', { limit, offset: '3' }), ids.slice(3, 6));
    assert.deepEqual(await posts(bob, 'pagination', { limit, offset: '6' }), ids.slice(6));
    assert.deepEqual(await posts(bob, 'pagination', { limit, max_id: ids[2] ?? '' }), ids.slice(3, 6));
    assert.deepEqual(await posts(bob, 'pagination', { min_id: ids[2] ?? '' }), ids.slice(0, 2));
    // As in Mastodon, an offset counts within one kind only.
    assert.equal((await search(bob, 'pagination', { offset: '3' })).statuses.length, 7);
  });

  test('#tag is a tag, and not the word', async () => {
    const tagged = await post(alice, 'a #pangolin at night');
    const longer = await post(alice, 'a #pangolin_cub');
    const said = await post(alice, 'no pangolin today');
    const japanese = await post(alice, '#東京都 is not 東京');
    await network.settle();
    assert.deepEqual(await posts(carol, '#pangolin'), [tagged]);
    assert.deepEqual(await posts(carol, '#Pangolin_Cub'), [longer]);
    assert.deepEqual(await posts(carol, '#pangolin night'), [tagged]);
    assert.deepEqual(await posts(carol, 'pangolin -#pangolin'), [said, longer]);
    assert.deepEqual(await posts(carol, '#東京都'), [japanese]);
    assert.deepEqual(await posts(carol, '#東京'), []);
    assert.deepEqual((await search(carol, '#pangolin')).hashtags, ['pangolin', 'pangolin_cub']);
  });

  test('signed out: accounts and tags, no posts', async () => {
    const found = await search(null, 'alice');
    assert.deepEqual([found.accounts, found.statuses], [['alice'], []]);
    assert.deepEqual((await search(null, '#mat')).hashtags, ['matin']);
    const { status, body } = await network.anyone('GET', '/api/v2/search?q=alice&type=accounts&offset=1');
    assert.equal(status, 401, JSON.stringify(body));
    assert.equal((await network.anyone('GET', '/api/v1/accounts/search?q=alice')).status, 401);
  });
});

/** A picture of one pixel. */
async function png(): Promise<Uint8Array<ArrayBuffer>> {
  const base64 =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}
