import type { Client, readContract, writeContract } from '@fanfare/contracts';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Clock, Log } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import type { Metrics, Tracer } from '@fanfare/telemetry';
import type { Newest } from './domain/newest.ts';
import type { SearchIndex } from './store/search-index.ts';

/** What search is handed. Contracts are called at request time only. */
export interface SearchNeeds {
  db: Database<CoreTables>;
  log: Log;
  clock: Clock;
  metrics: Metrics;
  tracer?: Tracer;
  /** Without a slash at the end. */
  publicUrl: string;
  /** The embedded index lies here. */
  dataFolder: string;
  /** Begins the names of all indices on an engine that others use too. */
  namespace: string;
  contracts: {
    read: Pick<Client<typeof readContract>, 'accounts' | 'statuses'>;
    write: Pick<Client<typeof writeContract>, 'resolve'>;
  };
}

/** The same with the index: what routes and consumers work with. */
export interface Searching extends SearchNeeds {
  index: SearchIndex;
  newest: Newest;
  /** Waits for an index that is being made. @throws AppError `engine_away` when that takes too long */
  ready(): Promise<void>;
}
