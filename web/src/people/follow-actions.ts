/** Follow, mute, block and their opposites: shown at once, taken back when the server refuses. */
import { api, request } from '../api/client.ts';
import type { Relationship } from '../api/entities.ts';
import { session } from '../api/session.ts';
import { changeAccount, knownAccount } from '../data/accounts.ts';
import { changeRelationship, keepRelationships, knownRelationship } from '../data/relationships.ts';
import { toastTrouble } from '../ui/toasts.tsx';
import { applyToLists } from './follow-effects.ts';
import type { PersonAction } from './follow-state.ts';
import { expected } from './follow-state.ts';

/** @returns whether it holds; where it does not, the reason has been said */
export async function act(id: string, action: PersonAction): Promise<boolean> {
  const before = knownRelationship(id);
  const counts = before == null ? undefined : countsChange(before, action, id);
  if (before != null) changeRelationship(id, expected(before, action, knownAccount(id)?.locked ?? false));
  if (counts !== undefined) addToCounts(id, counts);
  try {
    keepRelationships([await send(id, action)]);
    applyToLists(id, action);
    return true;
  } catch (error) {
    if (before != null) keepRelationships([before]);
    if (counts !== undefined) addToCounts(id, -counts);
    toastTrouble(error);
    return false;
  }
}

/** By how much the person's number of followers changes. */
function countsChange(before: Relationship, action: PersonAction, id: string): number {
  const after = { ...before, ...expected(before, action, knownAccount(id)?.locked ?? false) };
  return Number(after.following) - Number(before.following);
}

function addToCounts(id: string, followers: number): void {
  if (followers === 0) return;
  changeAccount(id, (one) => ({ ...one, followersCount: Math.max(0, one.followersCount + followers) }));
  const mine = session.current()?.accountId;
  if (mine === undefined) return;
  changeAccount(mine, (one) => ({ ...one, followingCount: Math.max(0, one.followingCount + followers) }));
}

async function send(id: string, action: PersonAction): Promise<Relationship> {
  const account = api().v1.accounts.$select(id);
  switch (action) {
    case 'follow':
      return account.follow();
    case 'show-boosts':
      return account.follow({ reblogs: true });
    case 'hide-boosts':
      return account.follow({ reblogs: false });
    case 'notify':
      return account.follow({ notify: true });
    case 'stop-notifying':
      return account.follow({ notify: false });
    case 'unfollow':
      return account.unfollow();
    case 'block':
      return account.block();
    case 'unblock':
      return account.unblock();
    case 'mute':
      return account.mute();
    case 'unmute':
      return account.unmute();
    case 'remove-follower':
      // masto's types say that this answers nothing.
      return (await request<Relationship>('POST', `/api/v1/accounts/${id}/remove_from_followers`)).data;
  }
}
