/** The Relationship entity, from the edges between two accounts. */
import type { Relationship } from '@fanfare/contracts/entities';
import type { Edges } from '../store/relationships.ts';

export function presentRelationship(me: number, other: number, edges: Edges, now: number): Relationship {
  const mine = edges.follows.find((row) => row.follower_id === me && row.followee_id === other);
  const theirs = edges.follows.find((row) => row.follower_id === other && row.followee_id === me);
  const mute = edges.mutes.find(
    (row) => row.muted_id === other && (row.expires_at === null || row.expires_at > now),
  );
  const following = mine?.state === 'active';
  return {
    id: String(other),
    following,
    showing_reblogs: mine !== undefined && mine.show_reblogs === 1,
    notifying: mine !== undefined && mine.notify === 1,
    languages: mine?.languages == null ? null : (JSON.parse(mine.languages) as string[]),
    followed_by: theirs?.state === 'active',
    blocking: edges.blocks.some((row) => row.blocker_id === me && row.blocked_id === other),
    blocked_by: edges.blocks.some((row) => row.blocker_id === other && row.blocked_id === me),
    muting: mute !== undefined,
    muting_notifications: mute?.hide_notifications === 1,
    muting_expires_at: mute?.expires_at == null ? null : new Date(mute.expires_at).toISOString(),
    requested: mine?.state === 'requested',
    requested_by: theirs?.state === 'requested',
    domain_blocking: false,
    endorsed: false,
    note: '',
  };
}
