/** Acts between people. */
import type { Act } from './act.ts';
import type { AnswerOperation, LockOperation, PairOperation, TieOperation } from './operations.ts';
import { beforeTie } from './races.ts';
import type { Name } from './state.ts';
import { newestFirst } from './state.ts';
import * as ties from './ties.ts';
import { chosen } from './wording.ts';
import type { World } from './world.ts';
import { accountId } from './world.ts';

export async function tieAct(world: World, operation: TieOperation): Promise<Act | null> {
  if (operation.do === 'lock' || operation.do === 'unlock') return lock(world, operation);
  if (operation.do === 'answer request') return answer(world, operation);
  const people = [...world.state.people.keys()];
  const who = chosen(people, operation.who);
  const others = people.filter((name) => name !== who);
  if (others.length === 0) return null;
  return between(world, operation, who, chosen(others, operation.whom));
}

async function between(world: World, operation: PairOperation, who: Name, whom: Name): Promise<Act> {
  const { state } = world;
  const account = `/api/v1/accounts/${accountId(world, whom)}`;
  const post = (verb: string, expect: () => number, body?: object): Act => ({
    ...{
      who,
      method: 'POST',
      path: `${account}/${verb}`,
      says: `${verb} ${whom} ${JSON.stringify(body ?? {})}`,
    },
    ...(body === undefined ? {} : { body }),
    expect: () => ({ status: expect() }),
  });
  switch (operation.do) {
    case 'follow': {
      const { do: _, who: _who, whom: _whom, ...options } = operation;
      await beforeTie(world, who, whom, options.notify === true);
      return post('follow', () => ties.follow(state, who, whom, options), options);
    }
    case 'unfollow':
      await beforeTie(world, who, whom);
      return post('unfollow', () => ties.unfollow(state, who, whom));
    case 'remove follower':
      await beforeTie(world, whom, who);
      return post('remove_from_followers', () => ties.unfollow(state, whom, who));
    case 'block':
      await beforeTie(world, who, whom);
      await beforeTie(world, whom, who);
      return post('block', () => ties.block(state, who, whom));
    case 'unblock':
      return post('unblock', () => ties.unblock(state, who, whom));
    case 'unmute':
      return post('unmute', () => ties.unmute(state, who, whom));
    case 'mute': {
      const { notifications, seconds } = operation;
      const options = { notifications, seconds };
      return post('mute', () => ties.mute(state, who, whom, options), { notifications, duration: seconds });
    }
  }
}

async function lock(world: World, operation: LockOperation): Promise<Act> {
  const { state } = world;
  const who = chosen([...state.people.keys()], operation.who);
  const locked = operation.do === 'lock';
  for (const { from } of state.follows.filter((one) => one.to === who && one.waits))
    await beforeTie(world, from, who);
  return {
    ...{ who, method: 'PATCH', path: '/api/v1/accounts/update_credentials', body: { locked } },
    ...{ says: operation.do, expect: () => ({ status: ties.setLocked(state, who, locked) }) },
  };
}

/** Answers one of those who wait; where nobody does, it is refused. */
async function answer(world: World, operation: AnswerOperation): Promise<Act | null> {
  const { state } = world;
  const waiting = newestFirst(state.follows.filter((one) => one.waits));
  if (waiting.length === 0 && !operation.blind) return null;
  const people = [...state.people.keys()];
  const request = waiting.length === 0 ? undefined : chosen(waiting, operation.pick);
  const who = request?.to ?? chosen(people, operation.who);
  const from = request?.from ?? chosen(people, operation.who + 1);
  await beforeTie(world, from, who);
  const verb = operation.accept ? 'authorize' : 'reject';
  return {
    ...{ who, method: 'POST', path: `/api/v1/follow_requests/${accountId(world, from)}/${verb}` },
    says: `${verb} the request of ${from}`,
    expect: () => ({ status: ties.answerRequest(state, who, from, operation.accept) }),
  };
}
