/** Tables of the embedded identity store: one row per document, lists as JSON. */
import type { Database } from '@fanfare/sql';
import type { App, Grant, Identity } from '../identity.ts';
import type { Revocation } from '../identity-grants.ts';
import type { Session } from '../identity-sessions.ts';

type Writable<Row> = { -readonly [Column in keyof Row]: Row[Column] };
type Stored<Row, Lists extends keyof Row> = Writable<Omit<Row, Lists>> & Record<Lists, string>;

export interface IdentityTables {
  identity_people: Writable<Identity>;
  identity_sessions: Writable<Session>;
  identity_owner_links: { hash: string; at: number };
  identity_apps: Stored<App, 'redirect_uris' | 'scopes'>;
  identity_grants: Stored<Grant, 'scopes'>;
  identity_revocations: Writable<Revocation>;
}

export type IdentityDatabase = Pick<Database<IdentityTables>, 'read' | 'unit'>;
