/** Lists of the API, read to their end, in the terms of the model. */
import assert from 'node:assert/strict';
import type { Reply } from '@fanfare/testkit';
import type { Viewer } from './rules.ts';
import type { Name, Post } from './state.ts';
import type { PostView } from './views.ts';
import { postView } from './views.ts';
import type { AccountEntity, StatusEntity } from './wire.ts';
import type { World } from './world.ts';
import { apiOf, readAccount, readStatus } from './world.ts';

export async function get<Body>(world: World, viewer: Viewer, path: string): Promise<Body> {
  const reply: Reply<Body> = await apiOf(world, viewer)<Body>('GET', path);
  assert.equal(reply.status, 200, `GET ${path} as ${viewer}: ${reply.text}`);
  return reply.body;
}

/** Follows `next`; what was made before this run ends it. */
export async function getAll<Item extends { id: string }>(
  world: World,
  viewer: Viewer,
  path: string,
  limit: number,
): Promise<Item[]> {
  const found: Item[] = [];
  const [place = '', own] = path.split('?');
  const first = new URLSearchParams(own);
  first.set('limit', String(limit));
  for (let query: URLSearchParams | undefined = first; query !== undefined; ) {
    const reply: Reply<Item[]> = await apiOf(world, viewer)<Item[]>('GET', `${place}?${query}`);
    assert.equal(reply.status, 200, `GET ${place} as ${viewer}: ${reply.text}`);
    found.push(...reply.body);
    assert.ok(found.length < 10_000, `${place} does not end`);
    query = reply.link.next;
  }
  return found;
}

/** @param limit items to a page */
export async function compareList(
  world: World,
  viewer: Viewer,
  path: string,
  expected: readonly Post[],
  limit = 40,
): Promise<void> {
  const all = await getAll<StatusEntity>(world, viewer, path, limit);
  const shown = all.filter((status) => Number(status.id) > Number(world.since));
  assertSame(
    world,
    shown.map((status) => readStatus(world, status)),
    expected.map((post) => postView(world.state, viewer, post)),
    `${path} as ${viewer}, ${limit} to a page`,
  );
}

/** First by what is there, so that a long list fails with a short sentence; then by all that is said of it. */
export function assertSame(world: World, actual: PostView[], expected: PostView[], what: string): void {
  const keys = (views: readonly PostView[]) => views.map((view) => view.key);
  assert.deepEqual(keys(actual), keys(expected), what);
  for (const [index, view] of actual.entries())
    assert.deepEqual(view, expected[index], `${what}: ${view.key} (${world.ids.get(view.key ?? 0)})`);
}

export async function compareAccounts(
  world: World,
  viewer: Viewer,
  path: string,
  expected: readonly Name[],
  inOrder = true,
): Promise<void> {
  const found = await getAll<AccountEntity>(world, viewer, path, 80);
  const names = found.map((account) => readAccount(world, account).name);
  const [actual, wanted] = inOrder ? [names, expected] : [names.toSorted(), expected.toSorted()];
  assert.deepEqual(actual, wanted, `${path} as ${viewer}`);
}
