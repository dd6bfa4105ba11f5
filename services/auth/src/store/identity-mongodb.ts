/**
 * The identity store on MongoDB: what is one row in the embedded one is one document, each step one conditional
 * update. No transactions, so a single server will do as well as a replica set.
 */
import type { Health } from '@fanfare/kernel';
import type { IdentityStore } from './identity.ts';
import { mongodbApps } from './identity-mongodb/apps.ts';
import { mongodbGrants } from './identity-mongodb/grants.ts';
import type { MongoOptions } from './identity-mongodb/open.ts';
import { openMongo } from './identity-mongodb/open.ts';
import { mongodbOwnerLinks } from './identity-mongodb/owner-links.ts';
import { mongodbIdentities } from './identity-mongodb/people.ts';
import { mongodbSessions } from './identity-mongodb/sessions.ts';

export interface MongodbIdentity extends IdentityStore {
  health(): Promise<Health>;
  close(): Promise<void>;
}

/** Waits up to 20 s for an engine that is not there yet. @throws StartError */
export async function mongodbIdentity(options: MongoOptions): Promise<MongodbIdentity> {
  const connection = await openMongo(options);
  return {
    identities: mongodbIdentities(connection),
    apps: mongodbApps(connection),
    grants: mongodbGrants(connection),
    sessions: mongodbSessions(connection),
    ownerLinks: mongodbOwnerLinks(connection),
    health: connection.health,
    close: connection.close,
  };
}
