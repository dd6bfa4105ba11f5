/** What the button beside a person says and does. */
import type { Relationship } from '../api/entities.ts';
import type { PersonAction } from './follow-actions.ts';

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
