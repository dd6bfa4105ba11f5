/**
 * What search stands on: an index of accounts, posts and tags. It points at the truth and may hold too much, never
 * too little: what it finds is asked of the truth before anybody sees it.
 *
 * Documents carry the version of what they show. An older or equal version changes nothing, a deletion leaves a
 * tombstone with its version, so documents may come late, repeated and crossed.
 *
 * Texts are folded by `@fanfare/text`, for documents by the adapter (`indexTerms`), for queries before (phrases of
 * terms); the engine only splits at spaces.
 *
 * All methods throw AppError `engine_away` when the engine does not answer, or not within the adapter's deadline.
 */

export interface AccountDocument {
  kind: 'account';
  id: number;
  version: number;
  username: string;
  displayName: string;
  note: string;
}

export interface StatusDocument {
  kind: 'status';
  id: number;
  version: number;
  /** Author, and who is mentioned: they find it whatever its visibility. */
  accountId: number;
  mentions: readonly number[];
  /** Everybody finds it. */
  open: boolean;
  /** All that is to be searched, also its warning and the descriptions of its pictures. */
  text: string;
  /** Facts that queries may ask for. */
  marks: readonly StatusMark[];
}

/** `language:` is followed by the code in lower case, `tag:` by folded letters, digits and `_`. */
export type StatusMark =
  | 'media'
  | 'image'
  | 'link'
  | 'reply'
  | 'sensitive'
  | `language:${string}`
  | `tag:${string}`;

/** A tag that an open post used. Its version is the id of the newest one. */
export interface TagDocument {
  kind: 'tag';
  /** Folded; names the document. */
  name: string;
  version: number;
}

export interface Tombstone {
  kind: 'account' | 'status';
  id: number;
  version: number;
  deleted: true;
}

export type SearchDocument = AccountDocument | StatusDocument | TagDocument | Tombstone;

/** Phrases of terms, all to be found in the order of each; with `beginning` the last term may go on. */
export interface Match {
  phrases: readonly (readonly string[])[];
  beginning: boolean;
}

export interface Words {
  all: readonly Match[];
  none: readonly Match[];
}

/** What must hold of a post beside its words. */
export type Filter =
  | { kind: 'author'; accountId: number }
  | { kind: 'mark'; mark: string }
  /** Ids from `from` up to, not including, `to`. */
  | { kind: 'ids'; from: number; to: number }
  /** Visible to everybody; or written by this person, mentioning them, or one of these. */
  | { kind: 'open' }
  | { kind: 'library'; accountId: number; ids: readonly number[] };

export interface StatusQuery {
  words: Words;
  all: readonly Filter[];
  none: readonly Filter[];
  /** Who asks, and which posts that are not open they may find beside their own and those that mention them. */
  viewer: { accountId: number; ids: readonly number[] };
  limit: number;
}

export interface AccountQuery {
  words: Words;
  /** Lower case: whoever is called so comes first, then those whose name begins so. */
  name: string | null;
  /** They come before others of their rank. */
  preferred: readonly number[];
  /** Nobody but the preferred. */
  only: boolean;
  limit: number;
}

export interface TagQuery {
  words: Words;
  /** Folded: this tag comes first, then those that begin so; short names before long ones. */
  name: string | null;
  limit: number;
}

export interface Totals {
  accounts: number;
  statuses: number;
  tags: number;
}

export interface RebuildOptions {
  /** Ends it with the signal's reason, also while it waits for another; the old index stays then. */
  signal?: AbortSignal;
  /** Asked once nobody else rebuilds, here or in another process. False: it is left as it is. */
  needed?(): Promise<boolean>;
  /** Runs when the new index answers, before anybody else may rebuild. */
  done?(): Promise<void>;
}

export interface SearchIndex {
  /** Several processes may work on it at once: none of them may take it for its own. */
  readonly shared: boolean;
  /** How long after it was applied a document is found at the latest, in ms. */
  readonly foundWithin: number;
  /** Stored durably when it resolves, found a moment later. */
  apply(documents: readonly SearchDocument[]): Promise<void>;
  /** Ids, newest first. */
  statuses(query: StatusQuery): Promise<number[]>;
  /** Ids, best first. */
  accounts(query: AccountQuery): Promise<number[]>;
  /** Folded names, best first. */
  tags(query: TagQuery): Promise<string[]>;
  /**
   * Fills a new index from batches of the truth while the old one answers; documents that are applied meanwhile go
   * to both, whichever process applies them. Then the new one takes its place, at once, and keeps its note. When it
   * fails the old one stays. Of several, also in several processes, one comes after the other.
   * @returns how much is in the new one, without tombstones; null: it was not needed
   */
  rebuild(
    batches: AsyncIterable<readonly SearchDocument[]>,
    options?: RebuildOptions,
  ): Promise<Totals | null>;
  /** All that was applied before is found afterwards. */
  refresh(): Promise<void>;
  /** What was noted last, durably; null: nothing, or it was lost with the index. */
  note(): Promise<string | null>;
  setNote(note: string): Promise<void>;
  health(): Promise<{ ok: boolean; detail?: string }>;
  close(): Promise<void>;
}
