/** Notification's own database. */
export interface NotificationsTable {
  id: number;
  account_id: number;
  type: string;
  from_account_id: number;
  status_id: number | null;
  submission_id: number | null;
  /** Unique with account_id: one row per cause, so that a redelivery brings nothing back. */
  cause: string;
  created_at: number;
  /** Not null: dismissed for good, or its cause was undone; the row stays as a tombstone. */
  dismissed_at: number | null;
}

export interface MarkersTable {
  account_id: number;
  timeline: 'home' | 'notifications';
  last_read_id: string;
  version: number;
  updated_at: number;
}

/** One row per status event and per notification, numbered in commit order, kept a day. */
export interface StreamLogTable {
  number: number;
  /** update, status.update, delete, notification, submission events. */
  event: string;
  /** Unique: what made this row, so that redelivery adds none. */
  cause: string;
  status_id: number | null;
  notification_id: number | null;
  /** Author of the status, or recipient of the notification. */
  account_id: number;
  visibility: string | null;
  /** JSON: account ids mentioned. */
  mentions: string;
  /** JSON: folded tags. */
  tags: string;
  /** JSON: further facts of the frame (reply target, boosted author, old id of an approved submission). */
  data: string;
  created_at: number;
}

/** One row: the highest number of `stream_log`. Locked until commit, so that numbers have no gaps in commit order. */
export interface StreamHeadTable {
  id: number;
  head: number;
}

/** How far a submission is known to have come: twice its version, plus one once that was decided or withdrawn. */
export interface SubmissionStagesTable {
  submission_id: number;
  stage: number;
}

/** Who boosted what, so that they hear of an edit. Never asked whether somebody may see something. */
export interface BoostsTable {
  /** The status that is the boost. */
  boost_id: number;
  status_id: number;
  account_id: number;
  /** 1: undone. */
  gone: number;
}
