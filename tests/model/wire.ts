/** The members of API entities that the model speaks of. */
import type { Visibility } from './state.ts';

export interface AccountEntity {
  id: string;
  locked: boolean;
  followers_count: number;
  following_count: number;
  statuses_count: number;
  last_status_at: string | null;
}

export interface StatusEntity {
  id: string;
  created_at: string;
  account: AccountEntity;
  content: string;
  spoiler_text: string;
  language: string | null;
  visibility: Visibility;
  in_reply_to_id: string | null;
  in_reply_to_account_id: string | null;
  mentions: { id: string }[];
  tags: { name: string }[];
  edited_at: string | null;
  replies_count: number;
  reblogs_count: number;
  favourites_count: number;
  favourited?: boolean;
  reblogged?: boolean;
  bookmarked?: boolean;
  approval?: { submission_id: string; state: string; version: number };
  reblog: StatusEntity | null;
}

export interface NotificationEntity {
  id: string;
  type: string;
  account: AccountEntity;
  status?: StatusEntity;
  submission?: StatusEntity;
}

export interface RelationshipEntity {
  id: string;
  following: boolean;
  showing_reblogs: boolean;
  notifying: boolean;
  languages: string[] | null;
  followed_by: boolean;
  blocking: boolean;
  blocked_by: boolean;
  muting: boolean;
  muting_notifications: boolean;
  requested: boolean;
  requested_by: boolean;
}
