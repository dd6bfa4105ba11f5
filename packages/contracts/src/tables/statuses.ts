/** Published posts and what belongs to them. Written by write. */
export type Visibility = 'public' | 'unlisted' | 'private' | 'direct';

export interface StatusesTable {
  id: number;
  account_id: number;
  /** Plain text as the author wrote it; a boost has ''. */
  text: string;
  spoiler_text: string;
  visibility: Visibility;
  sensitive: number;
  language: string | null;
  in_reply_to_id: number | null;
  in_reply_to_account_id: number | null;
  /** The first post of the thread (its own id when it is the first). Serves `context`. */
  thread_id: number;
  /** Set on boosts. */
  reblog_of_id: number | null;
  /** Author of the boosted post, so that rules need no second row. */
  reblog_of_account_id: number | null;
  application_id: string | null;
  created_at: number;
  edited_at: number | null;
  /** Null while it lives. A deleted row stays as a tombstone, its text emptied. */
  deleted_at: number | null;
  /** Rises with every edit and with the deletion. */
  version: number;
  /** 1: the author was above the push limit when it was published, so readers pull it. */
  pulled: number;
  has_media: number;
}

export interface StatusMentionsTable {
  status_id: number;
  account_id: number;
}

export interface StatusTagsTable {
  status_id: number;
  /** Folded: lower case, NFKC. */
  tag: string;
  /** As the author wrote it. */
  name: string;
}

export interface StatusEditsTable {
  status_id: number;
  /** 1 is the first form. Rows exist once a status was edited. */
  version: number;
  text: string;
  spoiler_text: string;
  sensitive: number;
  language: string | null;
  /** JSON: media ids with descriptions as they were. */
  media: string;
  created_at: number;
}

export interface MediaTable {
  id: number;
  account_id: number;
  /** Null until it is attached. */
  status_id: number | null;
  submission_id: number | null;
  /** Place among the attachments of its post. */
  position: number;
  type: 'image';
  mime: string;
  description: string;
  /** JSON of the API's `meta`: original, small, focus. */
  meta: string;
  blurhash: string;
  /** Blob keys. They are made anew on publication; null once removed. */
  original_key: string | null;
  preview_key: string | null;
  /** 1: the keys are public and cacheable. */
  published: number;
  created_at: number;
}

export interface FavouritesTable {
  /** Cursor of favourites and favourited_by. */
  id: number;
  account_id: number;
  status_id: number;
}

export interface BookmarksTable {
  id: number;
  account_id: number;
  status_id: number;
}

export interface IdempotencyKeysTable {
  account_id: number;
  key: string;
  body_hash: string;
  /** What was made, e.g. `status` or `submission`, and its id; null while in flight. */
  result_kind: string | null;
  result_id: number | null;
  created_at: number;
}

/** Authors above the push limit: their newest post that readers must pull. Written in the publishing unit. */
export interface PulledAuthorsTable {
  account_id: number;
  last_status_id: number;
}

/** Blobs that must go: kept until the engine has deleted them, so that a crash leaves none behind. */
export interface BlobRemovalsTable {
  key: string;
  /** In ms. A new blob is announced here for an hour later, and its entry is taken back when a row names it. */
  due_at: number;
}
