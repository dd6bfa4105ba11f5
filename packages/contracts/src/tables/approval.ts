/** Post approval. Only write's approval code reads `submissions`. */
export type SubmissionState = 'pending' | 'approved' | 'rejected' | 'withdrawn';
export type ReasonCode = 'spam' | 'off_topic' | 'rules' | 'duplicate' | 'other';

export interface SubmissionsTable {
  id: number;
  account_id: number;
  state: SubmissionState;
  /** Starts at 1, rises with every revision of text or media. */
  version: number;
  text: string;
  spoiler_text: string;
  visibility: 'public' | 'unlisted' | 'private' | 'direct';
  sensitive: number;
  language: string | null;
  /** JSON: the attachments as proposed, `{ id, description, focus }[]` in order. */
  media: string;
  in_reply_to_id: number | null;
  /** A reply to one's own pending post: cannot be approved before its parent. */
  parent_submission_id: number | null;
  /** Set when this is an edit of a published post, with the version it was based on. */
  edit_of_id: number | null;
  edit_base_version: number | null;
  application_id: string | null;
  submitted_at: number;
  decided_at: number | null;
  decided_by: number | null;
  reason_code: ReasonCode | null;
  reason: string | null;
  /** The status that approval minted (or edited). */
  status_id: number | null;
}

/** Key and JSON value; written by write: the approval policy. */
export interface SettingsTable {
  name: string;
  value: string;
  version: number;
}

export interface AuditLogTable {
  id: number;
  actor_id: number;
  /** e.g. `submission.approve`, `policy.update`, `instance.update`, `account.role`. */
  action: string;
  target_kind: string;
  target_id: string;
  /** JSON; never a pending text. */
  details: string;
  created_at: number;
}
