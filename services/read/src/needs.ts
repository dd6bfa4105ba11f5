import type {
  authContract,
  Client,
  ProcessVitals,
  timelineContract,
  writeContract,
} from '@fanfare/contracts';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Clock, Log, Signal } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import type { Metrics } from '@fanfare/telemetry';

/** What read is handed. Contracts are called at request time only. */
export interface ReadNeeds {
  db: Database<CoreTables>;
  log: Log;
  clock: Clock;
  metrics: Metrics;
  /** What is kept of the tables may be wrong, whatever its version. */
  forget: Signal;
  /** Without a slash at the end. */
  publicUrl: string;
  /** How every process of the place is; never fails. */
  vitals(): Promise<readonly ProcessVitals[]>;
  contracts: {
    auth: Pick<Client<typeof authContract>, 'applications'>;
    timeline: Pick<Client<typeof timelineContract>, 'home'>;
    write: Client<typeof writeContract>;
  };
}
