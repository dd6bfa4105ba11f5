/** Edges between accounts. Written by user-graph. A removed edge stays as a row with its version. */
export type EdgeState = 'active' | 'requested' | 'removed';

export interface FollowsTable {
  /** Cursor of followers, following and follow_requests. */
  id: number;
  follower_id: number;
  followee_id: number;
  state: EdgeState;
  show_reblogs: number;
  notify: number;
  /** JSON array of language codes, or null for all. */
  languages: string | null;
  version: number;
  created_at: number;
}

export interface BlocksTable {
  id: number;
  blocker_id: number;
  blocked_id: number;
  active: number;
  version: number;
  created_at: number;
}

export interface MutesTable {
  id: number;
  muter_id: number;
  muted_id: number;
  active: number;
  hide_notifications: number;
  /** In ms; null: until unmuted. */
  expires_at: number | null;
  version: number;
  created_at: number;
}
