/** What the rules and presenters work on: rows of the truth, loaded and immutable. */
import type { AccountsTable, MediaTable, StatusesTable, ViewVersionTable } from '@fanfare/contracts/tables';

export type StatusRow = Omit<StatusesTable, 'pulled'>;
export type MediaRow = MediaTable;

export interface AccountFacts extends AccountsTable {
  role: ViewVersionTable['role'];
  state: ViewVersionTable['state'];
  /** When the newest post that counts (none that is direct) was made, in ms. */
  last_status_at: number | null;
  /** The row as it is kept: one object for one reading of it. */
  kept: AccountsTable;
}

/** How one viewer stands to another account. */
export interface Relation {
  following: boolean;
  /** Meaningful while following. */
  showReblogs: boolean;
  /** Languages wanted of them; null: all. */
  languages: readonly string[] | null;
  blocking: boolean;
  blockedBy: boolean;
  mute: { expiresAt: number | null; hideNotifications: boolean } | null;
}

export const stranger: Relation = {
  following: false,
  showReblogs: true,
  languages: null,
  blocking: false,
  blockedBy: false,
  mute: null,
};

/** A mute that has expired counts as none. */
export function mutes(relation: Relation, now: number): boolean {
  return relation.mute !== null && (relation.mute.expiresAt === null || relation.mute.expiresAt > now);
}

export function blocked(relation: Relation): boolean {
  return relation.blocking || relation.blockedBy;
}

/** A mentioned account, as far as a post shows it. */
export interface Mentioned {
  id: number;
  username: string;
}

/** What belongs to one version of a status. */
export interface StatusParts {
  mentions: readonly Mentioned[];
  tags: readonly { tag: string; name: string }[];
  media: readonly MediaRow[];
}

/** One post (or boost) with all that the rules ask of it. */
export interface StatusFacts {
  row: StatusRow;
  author: AccountFacts;
  /** Ids of the accounts it mentions; a boost mentions nobody. */
  mentions: readonly number[];
  /** The boosted post; null on an ordinary one, and on a boost whose post is gone. */
  inner: StatusFacts | null;
}

/** Who looks, and how they stand to others. Signed out: id null. */
export interface Eyes {
  id: number | null;
  now: number;
  relation(accountId: number): Relation;
}
