/** What a server engine must bring; everything else about it is the same for all (the other files of this folder). */
import type { Kysely, QueryResult } from 'kysely';
import type { Dialect, SchemaTools } from '../port.ts';
import type { Address } from './url.ts';

/**
 * What an error says about the engine: `again`: the unit left nothing, and may succeed when it runs again; `away`:
 * the engine does not serve now; `slow`: it gave the statement up at its time limit; `full`: its disk is; null: it is
 * the statement's own.
 */
export type Failure = 'again' | 'away' | 'slow' | 'full' | null;

/** How a connection is used. */
export interface SessionUse {
  /** Units run on it, one transaction after the other; otherwise each statement stands by itself. */
  units: boolean;
  /** No transaction on it may write. */
  readOnly: boolean;
  /** It must be the one that takes writes, not a copy of it. */
  primary: boolean;
  /** How long a statement may take at the engine, in ms; 0: as long as it takes. */
  statement: number;
  /** How long a statement waits for a lock, in ms. */
  lock: number;
}

/** One connection as a client library gives it. One statement at a time. */
export interface RawSession {
  query(sql: string, parameters: readonly unknown[], name?: string): Promise<QueryResult<unknown>>;
  /** Says goodbye and closes. */
  end(): void;
  /** Closes at once; a statement that runs may never be answered. */
  cut(): void;
}

export interface Driver {
  readonly dialect: Exclude<Dialect, 'sqlite'>;
  /** For people: `Postgres`. */
  readonly product: string;
  /** For advice: `Postgres 15`. */
  readonly wanted: string;
  /**
   * Connects and prepares the session. `onLost` is called when it ends without having been asked to.
   * @param timeout in ms
   */
  connect(
    address: Address,
    use: SessionUse,
    onLost: (error: Error) => void,
    timeout: number,
  ): Promise<RawSession>;
  failureOf(error: unknown): Failure;
  /** The connection holds a plan of a table that has changed since: another connection has none. */
  isStale(error: unknown): boolean;
  /** It has no connection left to give. */
  isCrowded(error: unknown): boolean;
  /** Why waiting will not help, and what to do, as the end of a sentence; null: it may come. */
  hopeless(error: unknown, address: Address): string | null;
  /** The engine's version as it says it, and whether Fanfare works with it. */
  version(session: Statements): Promise<{ version: string; good: boolean }>;
  /** Settings of the engine under which an answered write may be lost, as sentences. */
  risks(session: Statements): Promise<string[]>;
  /** Begins a unit and answers the engine's clock in ms. */
  begin(session: Statements): Promise<number>;
  /** @throws when the engine rolled back instead */
  commit(session: Statements): Promise<void>;
  /** Begins a transaction that sees one state. */
  beginSnapshot(session: Statements): Promise<void>;
  /** Takes the lock that one client of the database holds, or answers false. */
  lockSchema(session: Statements): Promise<boolean>;
  /** True: a change of the schema is rolled back like any other. */
  readonly schemaRollsBack: boolean;
  schema(db: Kysely<unknown>): SchemaTools;
}

/** What runs statements: a session, watched over. */
export type Statements = Pick<RawSession, 'query'>;
