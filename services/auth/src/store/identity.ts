/**
 * The identity port: who a person is (e-mail, password), their applications, grants and sessions. It stands apart
 * from the core database, embedded in tables of its own or on an engine that knows documents only. So every method
 * changes one document, by one conditional update; what spans two documents heals by repetition.
 * All methods throw AppError `engine_away` when the engine cannot be reached.
 */
import type { Grant, GrantStore } from './identity-grants.ts';
import type { SessionStore } from './identity-sessions.ts';

export type { Grant };

export interface Identity {
  /** Also the reservation's id: the core account's row names it. Random. */
  readonly id: string;
  /** Unique. */
  readonly username_key: string;
  readonly email: string;
  /** Unique. */
  readonly email_key: string;
  readonly password_hash: string;
  /** In ms. Rises with each password; grants and sessions made under an older one are refused. */
  readonly valid_after: number;
  /** Null while reserved: the account may or may not exist, the core database knows. */
  readonly account_id: number | null;
  /** In ms. */
  readonly reserved_at: number;
}

export interface App {
  /** Also the client_id. Random. */
  readonly id: string;
  readonly secret_hash: string;
  readonly name: string;
  readonly website: string | null;
  readonly redirect_uris: readonly string[];
  readonly scopes: readonly string[];
  readonly created_at: number;
}

export interface IdentityStore {
  readonly identities: Identities;
  readonly apps: Apps;
  readonly grants: GrantStore;
  readonly sessions: SessionStore;
  readonly ownerLinks: OwnerLinkStore;
}

export interface Identities {
  /** Takes name and address before the account exists. Of two at once for the same, one gets it. */
  reserve(identity: Omit<Identity, 'account_id'>): Promise<'reserved' | 'username_taken' | 'email_taken'>;
  /** Says whose it is; true also when it said so before. False: there is no such reservation. */
  activate(id: string, accountId: number): Promise<boolean>;
  /** Gives name and address free; only while reserved. False: active, or unknown. */
  release(id: string): Promise<boolean>;
  /** Reservations made before a time (ms), oldest first. */
  reservations(before: number, limit: number): Promise<Identity[]>;
  byId(id: string): Promise<Identity | null>;
  byUsername(key: string): Promise<Identity | null>;
  byEmail(key: string): Promise<Identity | null>;
  byAccount(accountId: number): Promise<Identity | null>;
  /** Password and `valid_after` change together, if nobody changed them since `expected` was read. */
  setPassword(
    id: string,
    expected: number,
    change: { password_hash: string; valid_after: number },
  ): Promise<boolean>;
  setEmail(id: string, email: string, key: string): Promise<'changed' | 'email_taken'>;
}

export interface Apps {
  /** False: an app with this id exists, and is left as it is. */
  add(app: App): Promise<boolean>;
  byId(id: string): Promise<App | null>;
  /** Unknown ones are left out. */
  byIds(ids: readonly string[]): Promise<App[]>;
}

/** The links that make the owner. Each instance opens one at its start, and any of them does. */
export interface OwnerLinkStore {
  /** Opens one more; but for the newest so many, all others are closed. @param at ms */
  put(hash: string, at: number, keep: number): Promise<void>;
  isOpen(hash: string): Promise<boolean>;
  /** Nobody may use a link any more. */
  removeAll(): Promise<void>;
}
