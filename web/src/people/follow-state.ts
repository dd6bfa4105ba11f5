/** What stands between oneself and a person: what the button says and does, and what an action makes of it. */
import type { Relationship } from '../api/entities.ts';

export type PersonAction =
  | 'follow'
  | 'unfollow'
  | 'block'
  | 'unblock'
  | 'mute'
  | 'unmute'
  | 'show-boosts'
  | 'hide-boosts'
  | 'notify'
  | 'stop-notifying'
  | 'remove-follower';

export type FollowState =
  | 'follow'
  | 'follow-back'
  | 'ask'
  | 'following'
  | 'requested'
  | 'blocking'
  | 'blocked-by';

export function followState(
  relationship: Pick<
    Relationship,
    'following' | 'requested' | 'blocking' | 'blockedBy' | 'followedBy'
  > | null,
  locked: boolean,
): FollowState {
  if (relationship?.blocking) return 'blocking';
  if (relationship?.following) return 'following';
  if (relationship?.requested) return 'requested';
  if (relationship?.blockedBy) return 'blocked-by';
  if (locked) return 'ask';
  return relationship?.followedBy ? 'follow-back' : 'follow';
}

/** What a press does; null: nothing can be done. */
export const pressed: Readonly<Record<FollowState, PersonAction | null>> = {
  follow: 'follow',
  'follow-back': 'follow',
  ask: 'follow',
  following: 'unfollow',
  requested: 'unfollow',
  blocking: 'unblock',
  'blocked-by': null,
};

/** What the server will most likely answer. */
export function expected(
  before: Pick<Relationship, 'following'>,
  action: PersonAction,
  locked: boolean,
): Partial<Relationship> {
  switch (action) {
    case 'follow':
      return locked && !before.following ? { requested: true } : { following: true, showingReblogs: true };
    case 'unfollow':
      return { following: false, requested: false, notifying: false };
    case 'block':
      return { blocking: true, following: false, followedBy: false, requested: false };
    case 'unblock':
      return { blocking: false };
    case 'mute':
      return { muting: true, mutingNotifications: true };
    case 'unmute':
      return { muting: false, mutingNotifications: false };
    case 'show-boosts':
      return { showingReblogs: true };
    case 'hide-boosts':
      return { showingReblogs: false };
    case 'notify':
      return { notifying: true };
    case 'stop-notifying':
      return { notifying: false };
    case 'remove-follower':
      return { followedBy: false };
  }
}
