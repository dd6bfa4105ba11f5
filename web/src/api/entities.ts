/** Entities as the client has them: masto's, and what Fanfare adds to them (docs/approval.md). */
import type { mastodon } from 'masto';

/** With what masto's types lack. */
export type Account = mastodon.v1.Account & {
  avatarDescription?: string;
  headerDescription?: string;
  hideCollections?: boolean | null;
};
export type OwnAccount = mastodon.v1.CredentialAccount;
export type Relationship = mastodon.v1.Relationship;
export type MediaAttachment = mastodon.v1.MediaAttachment;
export type Instance = mastodon.v2.Instance;
export type Visibility = 'public' | 'unlisted' | 'private' | 'direct';

export type ApprovalState = 'pending' | 'approved' | 'rejected' | 'withdrawn';
export type ReasonCode = 'spam' | 'off_topic' | 'rules' | 'duplicate' | 'other';

export interface Approval {
  submissionId: string;
  state: ApprovalState;
  version: number;
  submittedAt: string;
  decidedAt: string | null;
  reasonCode: ReasonCode | null;
  reason: string | null;
}

/** A post; with `approval` its author sees that it waits, or that an edit of it does. */
export type Post = mastodon.v1.Status & { approval?: Approval };
/** A post that waits or waited for approval: the same shape, always with `approval`. */
export type Submission = mastodon.v1.Status & { approval: Approval };

export type Notice = mastodon.v1.Notification & { submission?: Submission };
