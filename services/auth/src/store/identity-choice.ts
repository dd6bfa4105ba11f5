/** Which identity store it is: embedded, or on MongoDB where `IDENTITY_URL` names one. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Health, Log } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import type { IdentityStore } from './identity.ts';
import type { MongodbIdentity } from './identity-mongodb.ts';
import { sqliteIdentityStore } from './identity-sqlite.ts';

export interface ChosenIdentity {
  store: IdentityStore;
  /** Before the first use. @throws StartError */
  open(): Promise<void>;
  close(): Promise<void>;
  /** Absent: it is as healthy as the core database. */
  health?: () => Promise<Health>;
}

export function chooseIdentity(
  url: string | null,
  needs: { db: Database<CoreTables>; identity?: IdentityStore; log: Log },
): ChosenIdentity {
  if (needs.identity === undefined && url !== null) return onMongodb(url, needs.log);
  return {
    store: needs.identity ?? sqliteIdentityStore(needs.db),
    open: async () => {},
    close: async () => {},
  };
}

/** The client library is loaded, and the engine reached, when the module starts. */
function onMongodb(url: string, log: Log): ChosenIdentity {
  let opened: MongodbIdentity | null = null;
  const there = (): MongodbIdentity => {
    if (opened !== null) return opened;
    throw new AppError('engine_away', { detail: 'MongoDB: not opened yet' });
  };
  return {
    store: {
      get identities() {
        return there().identities;
      },
      get apps() {
        return there().apps;
      },
      get grants() {
        return there().grants;
      },
      get sessions() {
        return there().sessions;
      },
      get ownerLinks() {
        return there().ownerLinks;
      },
    },
    async open() {
      const { mongodbIdentity } = await import('./identity-mongodb.ts');
      opened = await mongodbIdentity({ url, log });
    },
    close: async () => opened?.close(),
    health: async () => there().health(),
  };
}
