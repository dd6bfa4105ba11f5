/** One run: fresh people on a network that others have used before, doing what fast-check thought of. */
import assert from 'node:assert/strict';
import type { Network, Person } from '@fanfare/testkit';
import { api } from '@fanfare/testkit';
import type { Act, Done } from './act.ts';
import { perform } from './act.ts';
import { compareNotifications, comparePeople } from './compare-people.ts';
import {
  compareMarked,
  compareOwn,
  comparePosts,
  compareSubmissions,
  compareThreads,
  compareTimelines,
} from './compare-posts.ts';
import { compareSearch } from './compare-search.ts';
import { dismiss } from './notices.ts';
import type { Operation, WorldOperation } from './operations.ts';
import { postAct } from './post-acts.ts';
import { noRaces, settle } from './races.ts';
import { decisionAct, policyAct } from './review-acts.ts';
import type { Viewer } from './rules.ts';
import type { Mode } from './state.ts';
import { emptyState } from './state.ts';
import { tieAct } from './tie-acts.ts';
import { chosen } from './wording.ts';
import type { World } from './world.ts';
import { addPerson, apiOf } from './world.ts';

const FIRST = ['ana', 'ben', 'cy', 'dee', 'eli'];
const LATER = ['fay', 'gus'];
const PASSWORD = 'a good password';

export interface Setting {
  network: Network;
  reviewer: Person;
  /** Of an app, with which people register. */
  appToken: string;
  mode: Mode;
}

export async function newWorld(setting: Setting, number: number): Promise<World> {
  const { network, reviewer, mode } = setting;
  const policy = { mode, approvedPosts: 1, includeDirect: false };
  const world: World = {
    ...{ network, number, state: emptyState(reviewer.username, policy) },
    ...{ apis: new Map([[reviewer.username, reviewer.api]]), accounts: new Map(), names: new Map() },
    ...{ ids: new Map(), keys: new Map(), since: '0', story: [], unsettled: noRaces() },
  };
  const start = await reviewer.api<{ id: string }>('POST', '/api/v1/statuses', { status: `Run ${number}` });
  world.since = start.body.id;
  const body = { mode, approved_posts: 1, include_direct: false };
  const set = await reviewer.api('PUT', '/api/v1/admin/approval_policy', body);
  assert.equal(set.status, 200, set.text);
  const { auth } = network.contracts;
  const accounts = FIRST.map((name) => nameIn(number, name)).map((username) => ({
    ...{ username, email: `${username}@example.org`, password: PASSWORD, role: 'user' as const },
  }));
  const made = await auth.createAccounts({ accounts });
  for (const [index, { username }] of accounts.entries()) {
    const token = await network.token(username);
    addPerson(world, username, String(made[index]?.account_id), api(network.url, token));
  }
  return world;
}

function nameIn(number: number, name: string): string {
  return `${name}${number}q`;
}

/** @returns how many of the operations meant something */
export async function play(
  setting: Setting,
  world: World,
  operations: readonly Operation[],
): Promise<number> {
  let count = 0;
  try {
    for (const operation of operations) if (await step(setting, world, operation)) count += 1;
    await compareAll(world);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`${said}\n\nWhat happened:\n${world.story.join('\n')}`, { cause: error });
  }
  return count;
}

/** False: there was nothing to do it with. */
async function step(setting: Setting, world: World, operation: Operation): Promise<boolean> {
  switch (operation.do) {
    case 'register':
      return register(setting, world);
    case 'time':
      // A clock that jumps in the middle of a unit is no clock: the lease of the node number would end there.
      await settle(world);
      await world.network.advance(operation.seconds * 1000);
      world.story.push(`${operation.seconds} s pass`);
      return true;
    case 'restart':
      await world.network.restart();
      world.story.push('restart');
      return true;
    case 'look': {
      const viewer = chosen([...world.state.people.keys(), null], operation.who);
      if (operation.settled) await settle(world);
      world.story.push(`${viewer} looks${operation.settled ? ', settled' : ''}`);
      await compareFor(world, viewer, operation.settled);
      return true;
    }
    case 'clear notifications':
      return clear(world, operation.who);
    default:
      return one(world, operation);
  }
}

type Single = Exclude<Operation, WorldOperation>;

async function one(world: World, operation: Single): Promise<boolean> {
  const act = await actOf(world, operation);
  if (act === null) return false;
  const done = await perform(world, act);
  // Those who wait are accepted by an event.
  if (operation.do === 'unlock') await settle(world);
  await lookAtOwn(world, done);
  return true;
}

async function actOf(world: World, operation: Single): Promise<Act | null> {
  switch (operation.do) {
    case 'approve':
    case 'reject':
      return decisionAct(world, operation);
    case 'policy':
      return policyAct(world, operation);
    case 'post':
    case 'reply':
    case 'edit':
    case 'delete':
    case 'boost':
    case 'unboost':
    case 'favourite':
    case 'unfavourite':
    case 'bookmark':
    case 'unbookmark':
    case 'revise':
    case 'withdraw':
      return postAct(world, operation);
    default:
      return tieAct(world, operation);
  }
}

/** Own writes show at once. */
async function lookAtOwn(world: World, done: Done): Promise<void> {
  const post = done.made === undefined ? undefined : world.state.posts.get(done.made);
  if (post === undefined) return;
  world.state.now = world.network.clock.now();
  await compareOwn(world, post.author, post);
}

async function register({ network, appToken }: Setting, world: World): Promise<boolean> {
  const username = LATER.map((name) => nameIn(world.number, name)).find(
    (name) => !world.state.people.has(name),
  );
  if (username === undefined) return false;
  const form = {
    username,
    email: `${username}@example.org`,
    password: PASSWORD,
    agreement: true,
    locale: 'en',
  };
  const made = await api(network.url, appToken)<{ access_token: string }>('POST', '/api/v1/accounts', form);
  assert.equal(made.status, 200, made.text);
  const own = api(network.url, made.body.access_token);
  const me = await own<{ id: string }>('GET', '/api/v1/accounts/verify_credentials');
  addPerson(world, username, me.body.id, own);
  world.story.push(`${username} registers`);
  return true;
}

async function clear(world: World, who: number): Promise<boolean> {
  const name = chosen([...world.state.people.keys()], who);
  await settle(world);
  const reply = await apiOf(world, name)('POST', '/api/v1/notifications/clear');
  assert.equal(reply.status, 200, reply.text);
  dismiss(world.state, (notice) => notice.to === name);
  world.story.push(`${name} clears notifications`);
  return true;
}

async function compareAll(world: World): Promise<void> {
  await settle(world);
  for (const viewer of [...world.state.people.keys(), null]) await compareFor(world, viewer, true);
  await compareNotifications(world, world.state.reviewer);
}

async function compareFor(world: World, viewer: Viewer, settled: boolean): Promise<void> {
  world.state.now = world.network.clock.now();
  const limit = chosen([40, 7, 20], world.state.next);
  await compareTimelines(world, viewer, limit);
  await comparePosts(world, viewer);
  await compareThreads(world, viewer, 12);
  await comparePeople(world, viewer);
  if (viewer === null) return;
  await compareMarked(world, viewer);
  await compareSubmissions(world, viewer);
  if (!settled) return;
  await compareNotifications(world, viewer);
  await compareSearch(world, viewer);
}
