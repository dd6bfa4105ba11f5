/** Timelines, threads, single posts, marks and submissions. */
import assert from 'node:assert/strict';
import { pendingOf, published } from './approval.ts';
import { assertSame, compareAccounts, compareList, get, getAll } from './reading.ts';
import type { Viewer } from './rules.ts';
import * as rules from './rules.ts';
import type { Name, Post } from './state.ts';
import { livePost, livePosts, newestFirst } from './state.ts';
import { postView } from './views.ts';
import type { StatusEntity } from './wire.ts';
import { tagsOf } from './wording.ts';
import type { World } from './world.ts';
import { accountId, apiOf, readStatus, statusId } from './world.ts';

/** Ids that one request may ask for. */
const MANY = 20;

export async function compareTimelines(world: World, viewer: Viewer, limit: number): Promise<void> {
  const { state } = world;
  const since = `since_id=${world.since}`;
  if (viewer !== null)
    await compareList(world, viewer, '/api/v1/timelines/home', rules.home(state, viewer), limit);
  const open = rules.publicTimeline(state, viewer);
  await compareList(world, viewer, `/api/v1/timelines/public?${since}`, open);
  for (const tag of tagsOf(world))
    await compareList(world, viewer, `/api/v1/timelines/tag/${tag}`, rules.tagTimeline(state, viewer, tag));
  for (const owner of state.people.keys()) await compareProfile(world, viewer, owner);
}

export async function compareProfile(world: World, viewer: Viewer, owner: Name): Promise<void> {
  const path = `/api/v1/accounts/${accountId(world, owner)}/statuses`;
  await compareList(world, viewer, path, rules.accountTimeline(world.state, viewer, owner));
}

/** Every post that was ever made: those that the viewer may see, and no others. */
export async function comparePosts(world: World, viewer: Viewer): Promise<void> {
  const all = [...world.state.posts.values()];
  for (let at = 0; at < all.length; at += MANY) {
    const some = all.slice(at, at + MANY);
    const query = some.map((post) => `id[]=${statusId(world, post.key)}`).join('&');
    const found = await get<StatusEntity[]>(world, viewer, `/api/v1/statuses?${query}`);
    assertSame(
      world,
      found.map((status) => readStatus(world, status)),
      some
        .filter((post) => rules.shown(world.state, viewer, post, 'one'))
        .map((post) => postView(world.state, viewer, post)),
      `single posts as ${viewer}`,
    );
  }
}

/** Threads of posts that have any, and who marked them. */
export async function compareThreads(world: World, viewer: Viewer, most: number): Promise<void> {
  const { state } = world;
  const posts = newestFirst([...state.posts.values()]).filter((post) => post.boosted === null);
  const answered = new Set(posts.map((post) => post.parent));
  const threaded = posts.filter((post) => post.parent !== null || answered.has(post.key));
  for (const post of threaded.slice(0, most)) await compareThread(world, viewer, post);
  for (const post of posts.slice(0, most / 2)) await compareMarks(world, viewer, post);
}

export async function compareThread(world: World, viewer: Viewer, post: Post): Promise<void> {
  const path = `/api/v1/statuses/${statusId(world, post.key)}/context`;
  if (!rules.shown(world.state, viewer, post, 'one')) return assertUnknown(world, viewer, path);
  const found = await get<{ ancestors: StatusEntity[]; descendants: StatusEntity[] }>(world, viewer, path);
  const expected = rules.thread(world.state, viewer, post);
  for (const side of ['ancestors', 'descendants'] as const)
    assertSame(
      world,
      found[side].map((status) => readStatus(world, status)),
      expected[side].map((one) => postView(world.state, viewer, one)),
      `${side} of ${post.key} as ${viewer}`,
    );
}

async function assertUnknown(world: World, viewer: Viewer, path: string): Promise<void> {
  const reply = await apiOf(world, viewer)('GET', path);
  assert.equal(reply.status, 404, `GET ${path} as ${viewer}: ${reply.text}`);
}

async function compareMarks(world: World, viewer: Viewer, post: Post): Promise<void> {
  if (!rules.shown(world.state, viewer, post, 'one')) return;
  const path = `/api/v1/statuses/${statusId(world, post.key)}`;
  const { state } = world;
  await compareAccounts(world, viewer, `${path}/favourited_by`, rules.favouriters(state, viewer, post));
  await compareAccounts(world, viewer, `${path}/reblogged_by`, rules.boosters(state, viewer, post));
}

export async function compareMarked(world: World, me: Name): Promise<void> {
  for (const kind of ['favourites', 'bookmarks'] as const)
    await compareList(world, me, `/api/v1/${kind}`, rules.marked(world.state, kind, me), 7);
}

/** What waits or waited: its author sees it, to others its id means nothing. */
export async function compareSubmissions(world: World, me: Name): Promise<void> {
  const { state } = world;
  const all = [...state.submissions.values()];
  const found = await getAll<StatusEntity>(world, me, '/api/v1/submissions', 40);
  assert.deepEqual(
    found.map(({ approval }) => [
      world.keys.get(approval?.submission_id ?? ''),
      approval?.state,
      approval?.version,
    ]),
    newestFirst(all.filter((one) => one.author === me)).map((one) => [one.key, one.state, one.version]),
    `submissions of ${me}`,
  );
  for (const one of newestFirst(all.filter((some) => some.edits === null)).slice(0, 6)) {
    const path = `/api/v1/statuses/${statusId(world, one.key)}`;
    const waits = pendingOf(state, me, one.key) !== null;
    const post = livePost(state, published(state, me, one.key));
    if (!waits && post === null) {
      await assertUnknown(world, me, path);
      continue;
    }
    const shown = readStatus(world, await get<StatusEntity>(world, me, path));
    if (post === null)
      assert.deepEqual([shown.key, shown.text, shown.held], [one.key, one.draft.text, one.key]);
    else assert.deepEqual(shown, postView(state, me, post), `${path} as ${me}`);
  }
}

/** What the author finds right after a write, before anything has settled. */
export async function compareOwn(world: World, me: Name, post: Post): Promise<void> {
  const { state } = world;
  await compareList(world, me, '/api/v1/timelines/home', rules.home(state, me));
  await compareProfile(world, me, me);
  await compareThread(world, me, post);
  const parent = livePosts(state).find((one) => one.key === post.parent);
  if (parent !== undefined) await compareThread(world, me, parent);
  const path = `/api/v1/statuses/${statusId(world, post.key)}`;
  if (!rules.shown(state, me, post, 'one')) return assertUnknown(world, me, path);
  const shown = readStatus(world, await get<StatusEntity>(world, me, path));
  assert.deepEqual(shown, postView(state, me, post), `${path} as ${me}`);
}
