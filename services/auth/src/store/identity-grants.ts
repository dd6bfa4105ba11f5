/** The part of the identity port that holds grants: what a person (or nobody) allowed an application. */

/**
 * One document from the code to the last refresh; every step is one conditional update. Hashes are SHA-256 in hex,
 * times are ms.
 */
export interface Grant {
  /** Also the token's id. Random. */
  readonly id: string;
  readonly app_id: string;
  /** Null: the application acts for itself. */
  readonly account_id: number | null;
  readonly scopes: readonly string[];
  /** The identity's `valid_after` when the grant was made; a later one there refuses this grant. 0 for an app. */
  readonly valid_after: number;
  readonly created_at: number;
  /** Null: was not made through a code. Stays after use, so that a second use is known. Unique. */
  readonly code_hash: string | null;
  readonly code_expires_at: number | null;
  readonly redirect_uri: string | null;
  /** PKCE, S256. */
  readonly code_challenge: string | null;
  /** Null: the code was not exchanged yet. Unique. */
  readonly access_hash: string | null;
  readonly access_created_at: number | null;
  /** Null: lives until revoked. */
  readonly access_expires_at: number | null;
  /** The access token before this one: it lives until its own end. Unique. */
  readonly previous_access_hash: string | null;
  readonly previous_access_expires_at: number | null;
  /** What the refresh tokens of this grant have in common; null: it has none. Unique. */
  readonly family_hash: string | null;
  readonly refresh_hash: string | null;
  /** Still works while its successors were not used. */
  readonly previous_refresh_hash: string | null;
  /** 1: the newest access token was used, so the previous refresh token is spent. */
  readonly confirmed: number;
  /** With the token it is presented with, gives its successors: a repeated refresh gets the same ones. */
  readonly rotation_key: string | null;
  readonly revoked_at: number | null;
}

export type FirstTokens = Pick<
  Grant,
  'access_hash' | 'access_created_at' | 'access_expires_at' | 'family_hash' | 'refresh_hash' | 'rotation_key'
>;
export type NextTokens = Pick<
  Grant,
  | 'access_hash'
  | 'access_created_at'
  | 'access_expires_at'
  | 'previous_access_hash'
  | 'previous_access_expires_at'
  | 'refresh_hash'
  | 'previous_refresh_hash'
>;

/** An access token that every service has to be told of. */
export interface Revocation {
  readonly hash: string;
  /** In ms; after the live copies' hard life it need not be said any more. */
  readonly at: number;
  /** The cache server that took the tombstone; null: none yet. */
  readonly run_id: string | null;
}

export interface GrantStore {
  add(grant: Grant): Promise<void>;
  byCode(hash: string): Promise<Grant | null>;
  /** By the newest access token or the one before it. */
  byAccess(hash: string): Promise<Grant | null>;
  byFamily(hash: string): Promise<Grant | null>;
  /** Those not revoked, newest first. */
  ofAccount(accountId: number): Promise<Grant[]>;
  /** The code becomes tokens, once. False: it was exchanged before, or revoked. */
  redeem(id: string, tokens: FirstTokens): Promise<boolean>;
  /** New tokens, if `expected` is still the newest refresh token. They count as unused. */
  rotate(id: string, expected: string, tokens: NextTokens): Promise<boolean>;
  /** Gives an unused access token a new life, if it is still the newest. */
  prolong(id: string, accessHash: string, expiresAt: number): Promise<boolean>;
  /** The newest access token was used. */
  confirm(id: string, accessHash: string): Promise<void>;
  /** False: it was revoked before, or is unknown. */
  revoke(id: string, at: number): Promise<boolean>;
  /** Forgets grants revoked before a time, and codes never exchanged that ended before it. */
  prune(before: number): Promise<number>;
  readonly revocations: RevocationStore;
}

export interface RevocationStore {
  /** Written before the grant changes, so that a crash in between is repeated, not forgotten. */
  add(hash: string, at: number): Promise<void>;
  acknowledge(hash: string, runId: string): Promise<void>;
  /** It did not come to it: the token is good. Only the note of this time: a newer one stays. */
  remove(hash: string, at: number): Promise<void>;
  /**
   * Not older than `since` (ms), and not acknowledged by this server; newest first, because a server that took over
   * may lack the last things that the one before it was told.
   */
  pending(since: number, runId: string, limit: number): Promise<Revocation[]>;
  prune(before: number): Promise<number>;
}
