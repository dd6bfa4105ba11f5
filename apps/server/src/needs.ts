/** Everything a module may be handed; each takes what it names. */
import type { Blob } from '@fanfare/blob';
import type { Cache } from '@fanfare/cache';
import type { Client, contracts, ProcessVitals } from '@fanfare/contracts';
import type { CoreTables, NotificationTables } from '@fanfare/contracts/tables';
import type { Clock, Log, Signal } from '@fanfare/kernel';
import type { Mail } from '@fanfare/mail';
import type { Database } from '@fanfare/sql';
import type { Metrics, Tracer } from '@fanfare/telemetry';

export interface Contracts {
  auth: Client<(typeof contracts)['auth']>;
  read: Client<(typeof contracts)['read']>;
  search: Client<(typeof contracts)['search']>;
  server: Client<(typeof contracts)['server']>;
  timeline: Client<(typeof contracts)['timeline']>;
  userGraph: Client<(typeof contracts)['user-graph']>;
  write: Client<(typeof contracts)['write']>;
}

export interface Needs {
  db: Database<CoreTables>;
  notificationDb: Database<NotificationTables>;
  cache: Cache;
  blob: Blob;
  mail: Mail;
  contracts: Contracts;
  metrics: Metrics;
  tracer: Tracer;
  /** How every process of the place is; never fails. */
  vitals(): Promise<readonly ProcessVitals[]>;
  log: Log;
  clock: Clock;
  /** Raised when another program wrote to the database: versions say nothing of that, so drop what is kept. */
  forget: Signal;
  /** Without a slash at the end. */
  publicUrl: string;
  /** Begins the names of everything in an engine that others may use too. */
  namespace: string;
  /** Where embedded engines of one service keep their files. */
  dataFolder: string;
}
