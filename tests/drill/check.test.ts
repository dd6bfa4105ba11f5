/** The drill's eyes: on a network that is well they see nothing wrong, and whatever is wrong they see. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Network } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';
import { seededRandom } from '../support/random.ts';
import { check } from './check.ts';
import { MARKER } from './client.ts';
import type { FindingKind } from './findings.ts';
import { findingKinds } from './findings.ts';
import type { Post } from './ledger.ts';
import { isSettled, tryAgain } from './ledger.ts';
import { approve, holdBack } from './reviewing.ts';
import type { Seen, Watch } from './sockets.ts';
import { caughtUp, watchStream } from './sockets.ts';
import type { World } from './world.ts';
import { makeWorld } from './world.ts';
import { edit, remove, writeSomething } from './writing.ts';

describe('the checks of the drill', () => {
  let network: Network;
  let world: World;
  let watches: Watch[];
  before(async () => {
    network = await startNetwork();
    const { url, contracts, query } = network;
    world = await makeWorld({ url, contracts, query });
    watches = await Promise.all(world.watchers.map((person) => watchStream(url, person)));
    const random = seededRandom(7);
    const newcomers = [...world.newcomers];
    for (let turn = 0; turn < 25; turn += 1) {
      await Promise.all(world.writers.map((writer) => writeSomething(world, writer, random)));
      await holdBack(world, random);
    }
    await approve(world, newcomers);
    const shown = async () => {
      await network.settle();
      await caughtUp(world, watches);
    };
    await shown();
    // Of posts that every stream has brought already: a slow one may know the others only by what became of them.
    const [writer] = world.writers;
    assert.ok(writer);
    await edit(world, writer, random);
    await shown();
    await remove(world, writer, random);
    await shown();
  });
  after(async () => {
    for (const watch of watches) watch.close();
    await network.stop();
  });

  async function kinds(watched: readonly Watch[] = watches): Promise<FindingKind[]> {
    const found = await check(world, watched);
    return findingKinds.filter((kind) => found[kind].length > 0);
  }

  it('find nothing where nothing is wrong', async () => {
    assert.deepEqual(world.ledger.refused, []);
    await tryAgain(world.ledger);
    assert.deepEqual(world.ledger.unknown, []);
    for (const [what, size] of Object.entries({
      posts: world.ledger.posts.length,
      edited: world.ledger.posts.filter(({ edit }) => edit > 0).length,
      deleted: world.ledger.posts.filter(({ doomed }) => doomed).length,
      favourites: world.ledger.favourites.size,
      boosts: world.ledger.boosts.size,
      approved: world.ledger.approved.length,
    }))
      assert.ok(size > 0, `the load has no ${what}`);
    assert.deepEqual(await check(world, watches), {
      ...{ lost: [], doubled: [], reordered: [], leaked: [], differing: [], missed: [] },
    });
  });

  async function changed(post: Post & { id: string }, change: Partial<Post>): Promise<FindingKind[]> {
    const before = { ...post };
    Object.assign(post, change);
    const found = await kinds();
    Object.assign(post, before);
    return found;
  }

  it('find a post, an edit and a deletion that were lost', async () => {
    const [post] = world.ledger.posts.filter(isSettled);
    assert.ok(post);
    assert.deepEqual(await changed(post, { id: '1' }), ['lost', 'missed']);
    assert.deepEqual(await changed(post, { edit: post.edit + 1 }), ['lost', 'missed']);
    assert.deepEqual(await changed(post, { doomed: true }), ['lost', 'missed']);
  });

  it('find a favourite, a boost, a follow and an approval that were lost', async () => {
    const { favourites, boosts, follows, approved, posts } = world.ledger;
    const [post] = posts.filter(isSettled);
    for (const map of [favourites, follows]) {
      const [name, on] = [...map].find(([key]) => map === follows || lives(key)) ?? ['', true];
      map.set(name, !on);
      assert.deepEqual(await kinds(), ['lost'], name);
      map.set(name, on);
    }
    boosts.add(`watcher1 ${post?.key}`);
    assert.deepEqual(await kinds(), ['lost']);
    boosts.delete(`watcher1 ${post?.key}`);
    approved.push({ author: 'newcomer2', key: 'firstnewcomer2' });
    assert.deepEqual(await kinds(), ['lost']);
    approved.pop();
  });

  const lives = (name: string) =>
    world.ledger.posts.some((post) => isSettled(post) && post.key === name.split(' ')[1]);

  it('find a post that was made twice', async () => {
    const [writer] = world.writers;
    const post = world.ledger.posts.find((one) => isSettled(one) && one.author === writer?.name);
    const status = `fanfaredrill ${post?.key} edit${post?.edit}`;
    const made = await writer?.ask('test', 'POST', '/api/v1/statuses', { status });
    await network.settle();
    assert.ok((await kinds()).includes('doubled'));
    await writer?.ask('test', 'DELETE', `/api/v1/statuses/${made?.body.id}`);
    await network.settle();
    assert.deepEqual(await kinds(), []);
  });

  it('find a home that is not what the tables say', async () => {
    const query = world.query;
    const blind = { ...world, query: async (sql: string) => (await query(sql)).slice(1) };
    assert.ok((await check(blind, watches)).differing.length > 0);
  });

  it('find frames that were missed, doubled and out of order, and what leaked', async () => {
    const [watch] = watches;
    assert.ok(watch);
    const seen = watch.seen;
    const changes: [Seen[], FindingKind[]][] = [
      [seen.filter(({ event }) => event !== 'update'), ['missed']],
      [seen.filter(({ event }) => event !== 'delete'), ['missed']],
      [seen.filter(({ event }) => event !== 'status.update'), ['missed']],
      [[...seen, ...seen.slice(-1)], ['doubled']],
      [seen.toReversed(), ['reordered', 'missed']],
    ];
    for (const [given, wanted] of changes) assert.deepEqual(await kinds([{ ...watch, seen: given }]), wanted);
    assert.deepEqual(await kinds([{ ...watch, leaks: [MARKER] }]), ['leaked']);
    assert.deepEqual(await kinds([{ ...watch, problems: ['told to begin anew'] }]), ['missed']);
    world.journal.leaks.push(MARKER);
    assert.deepEqual(await kinds(), ['leaked']);
  });
});
