/** Accounts, what stands between them, and notifications. */
import assert from 'node:assert/strict';
import { followOf, hasBlocked, muteOf } from './edges.ts';
import { noticesFor, postOf } from './notices.ts';
import { compareAccounts, get, getAll } from './reading.ts';
import type { Viewer } from './rules.ts';
import type { Name, Notice, State } from './state.ts';
import { newestFirst } from './state.ts';
import { accountView, postView } from './views.ts';
import type { AccountEntity, NotificationEntity, RelationshipEntity } from './wire.ts';
import type { World } from './world.ts';
import { accountId, readAccount, readStatus } from './world.ts';

export async function comparePeople(world: World, viewer: Viewer): Promise<void> {
  const { state } = world;
  for (const name of state.people.keys()) {
    const path = `/api/v1/accounts/${accountId(world, name)}`;
    const shown = readAccount(world, await get<AccountEntity>(world, viewer, path));
    assert.deepEqual(shown, accountView(state, name), `${name} as ${viewer}`);
    const hidden = viewer !== null && hasBlocked(state, name, viewer);
    const active = newestFirst(state.follows.filter((one) => !one.waits));
    const followers = hidden ? [] : active.filter((one) => one.to === name).map((one) => one.from);
    const following = hidden ? [] : active.filter((one) => one.from === name).map((one) => one.to);
    // Those whom an unlocked account accepts all at once come in any order.
    await compareAccounts(world, viewer, `${path}/followers`, followers, false);
    await compareAccounts(world, viewer, `${path}/following`, following, false);
  }
  if (viewer !== null) await compareTies(world, viewer);
}

async function compareTies(world: World, me: Name): Promise<void> {
  const { state } = world;
  const others = [...state.people.keys()].filter((name) => name !== me);
  const waiting = newestFirst(state.follows.filter((one) => one.to === me && one.waits));
  await compareAccounts(
    world,
    me,
    '/api/v1/follow_requests',
    waiting.map((one) => one.from),
  );
  const blocked = newestFirst(state.blocks.filter((one) => one.from === me));
  await compareAccounts(
    world,
    me,
    '/api/v1/blocks',
    blocked.map((one) => one.to),
  );
  const muted = others.filter((name) => muteOf(state, me, name) !== undefined);
  await compareAccounts(world, me, '/api/v1/mutes', muted, false);
  const query = others.map((name) => `id[]=${accountId(world, name)}`).join('&');
  if (others.length === 0) return;
  const found = await get<RelationshipEntity[]>(world, me, `/api/v1/accounts/relationships?${query}`);
  assert.deepEqual(
    found.map((one) => ({ ...pick(one), id: world.names.get(one.id) })),
    others.map((name) => relationship(state, me, name)),
    `relationships of ${me}`,
  );
}

function pick(one: RelationshipEntity): RelationshipEntity {
  return {
    ...{
      id: one.id,
      following: one.following,
      showing_reblogs: one.showing_reblogs,
      notifying: one.notifying,
    },
    ...{ languages: one.languages, followed_by: one.followed_by, blocking: one.blocking },
    ...{ blocked_by: one.blocked_by, muting: one.muting, muting_notifications: one.muting_notifications },
    ...{ requested: one.requested, requested_by: one.requested_by },
  };
}

function relationship(state: State, me: Name, other: Name): RelationshipEntity {
  const mine = followOf(state, me, other);
  const theirs = followOf(state, other, me);
  const mute = muteOf(state, me, other);
  return {
    ...{ id: other, following: mine?.waits === false, showing_reblogs: mine?.boosts === true },
    ...{ notifying: mine?.notify === true, languages: mine?.languages == null ? null : [...mine.languages] },
    ...{ followed_by: theirs?.waits === false, blocking: hasBlocked(state, me, other) },
    ...{ blocked_by: hasBlocked(state, other, me), muting: mute !== undefined },
    ...{ muting_notifications: mute?.notifications === true, requested: mine?.waits === true },
    requested_by: theirs?.waits === true,
  };
}

/** After everything has settled: events of different people come in any order, so the set is compared. */
export async function compareNotifications(world: World, me: Name): Promise<void> {
  const { state } = world;
  const found = await getAll<NotificationEntity>(world, me, '/api/v1/notifications', 30);
  const ids = found.map((one) => Number(one.id));
  assert.deepEqual(
    ids,
    ids.toSorted((one, other) => other - one),
    `notifications of ${me} are not in order`,
  );
  const actual = found
    .filter((one) => world.names.has(one.account.id))
    .map((one) => ({
      type: one.type,
      from: world.names.get(one.account.id),
      post: one.status === undefined ? null : readStatus(world, one.status),
      submission: world.keys.get(one.submission?.approval?.submission_id ?? '') ?? null,
    }));
  const expected = noticesFor(state, me).map((notice) => ({
    ...{ type: notice.type, from: notice.from, submission: notice.submission },
    post: shownPost(state, me, notice),
  }));
  const line = (one: (typeof expected)[number] | (typeof actual)[number]) =>
    `${one.type} of ${one.from}, post ${one.post?.key}, submission ${one.submission}`;
  assert.deepEqual(actual.map(line).sort(), expected.map(line).sort(), `notifications of ${me}`);
  for (const one of actual) {
    const same = expected.find((other) => line(other) === line(one));
    assert.deepEqual(one, same, `notifications of ${me}`);
  }
}

function shownPost(state: State, me: Name, notice: Notice) {
  const post = postOf(state, notice);
  return post === null ? null : postView(state, me, post);
}
