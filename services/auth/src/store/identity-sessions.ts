/** The part of the identity port that holds the login sessions of the web pages. Auth alone reads them. */

export interface Session {
  /** SHA-256 of the cookie's secret, in hex. */
  readonly hash: string;
  /** Names it on the account page. Random. */
  readonly id: string;
  readonly account_id: number;
  /** As in a grant. */
  readonly valid_after: number;
  readonly user_agent: string;
  readonly ip: string;
  readonly created_at: number;
  /** In ms; kept to the hour. */
  readonly seen_at: number;
  readonly expires_at: number;
}

export interface SessionStore {
  add(session: Session): Promise<void>;
  byHash(hash: string): Promise<Session | null>;
  /** Newest first, ended ones too. */
  ofAccount(accountId: number): Promise<Session[]>;
  touch(hash: string, seenAt: number): Promise<void>;
  /** Only of this account. */
  remove(accountId: number, id: string): Promise<boolean>;
  /** Those that ended before a time (ms). */
  prune(before: number): Promise<number>;
}
