import type { Cache } from '@fanfare/cache';
import type { authContract, Client, readContract, userGraphContract } from '@fanfare/contracts';
import type { NotificationTables } from '@fanfare/contracts/tables';
import type { Clock, Log, Signal } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import type { Metrics, Tracer } from '@fanfare/telemetry';

/** What notification is handed. It has no core database: whatever it must know of the truth it asks the others. */
export interface NotificationNeeds {
  notificationDb: Database<NotificationTables>;
  cache: Cache;
  log: Log;
  clock: Clock;
  metrics: Metrics;
  tracer: Tracer;
  /** What is kept of others' answers may be wrong, whatever its version. */
  forget: Signal;
  contracts: {
    auth: Pick<Client<typeof authContract>, 'checkToken'>;
    read: Pick<Client<typeof readContract>, 'notifications' | 'streamed'>;
    userGraph: Pick<
      Client<typeof userGraphContract>,
      'accountsWithRole' | 'audiences' | 'notifiedFollowers' | 'viewStates'
    >;
  };
}
