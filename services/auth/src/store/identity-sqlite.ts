/** The embedded identity store: tables of its own in the core database's file. */
import type { Database } from '@fanfare/sql';
import type { IdentityStore } from './identity.ts';
import { sqliteApps } from './identity-sqlite/apps.ts';
import { sqliteGrants } from './identity-sqlite/grants.ts';
import { sqliteOwnerLinks } from './identity-sqlite/owner-links.ts';
import { sqliteIdentities } from './identity-sqlite/people.ts';
import { sqliteSessions } from './identity-sqlite/sessions.ts';
import type { IdentityDatabase } from './identity-sqlite/tables.ts';

/** @param core any database whose migrations include `identityMigrations`; its own table types do not matter here */
export function sqliteIdentityStore<Tables>(core: Database<Tables>): IdentityStore {
  const database = core as unknown as IdentityDatabase;
  return {
    identities: sqliteIdentities(database),
    apps: sqliteApps(database),
    grants: sqliteGrants(database),
    sessions: sqliteSessions(database),
    ownerLinks: sqliteOwnerLinks(database),
  };
}
