/** The reviewer's acts. */
import type { Act } from './act.ts';
import * as approval from './approval.ts';
import type { DecisionOperation, PolicyOperation } from './operations.ts';
import { beforeEdit, beforePost } from './races.ts';
import { newestFirst } from './state.ts';
import { chosen } from './wording.ts';
import type { World } from './world.ts';
import { statusId } from './world.ts';

export async function decisionAct(world: World, operation: DecisionOperation): Promise<Act | null> {
  const all = newestFirst([...world.state.submissions.values()]);
  const pending = all.filter((one) => one.state === 'pending');
  const among = operation.stale ? all : pending;
  if (among.length === 0) return null;
  const one = chosen(among, operation.pick);
  const version = operation.stale ? one.version + 1 : one.version;
  const path = `/api/v1/admin/submissions/${statusId(world, one.key)}/${operation.do}`;
  const says = `${operation.do} ${one.key}, version ${version}`;
  const act = { who: world.state.reviewer, method: 'POST', path, says } as const;
  if (operation.do === 'reject') {
    const body = { version, reason_code: 'other', reason: 'No' };
    return { ...act, body, expect: () => approval.reject(world.state, one.key, version) };
  }
  if (one.edits === null) await beforePost(world, one.author);
  else await beforeEdit(world, one.edits.post);
  return { ...act, body: { version }, expect: () => approval.approve(world.state, one.key, version) };
}

export function policyAct(world: World, operation: PolicyOperation): Act {
  const { mode, approvedPosts, includeDirect } = operation;
  return {
    ...{ who: world.state.reviewer, method: 'PUT', path: '/api/v1/admin/approval_policy' },
    body: { mode, approved_posts: approvedPosts, include_direct: includeDirect },
    says: `policy ${mode}, ${approvedPosts} posts, direct ones ${includeDirect ? 'too' : 'not'}`,
    expect() {
      world.state.policy = { mode, approvedPosts, includeDirect };
      return { status: 200 };
    },
  };
}
