/**
 * The SQL port: one core database (and one of notification's own), whatever engine stands behind.
 * Rules: DESIGN §4 "SQLite", §5 "A unit of work".
 */
import type { EventData, EventType } from '@fanfare/contracts/events';
import type { CounterKind, ViewVersionTable } from '@fanfare/contracts/tables';
import type { AccountId, Id } from '@fanfare/kernel';
import type { Kysely, Transaction } from 'kysely';
import type { DatabaseName, SystemNames } from './system/tables.ts';

export type Dialect = 'sqlite' | 'postgres' | 'mysql';
/** People waiting go first, then fan-out; bulk work yields to both. */
export type Lane = 'people' | 'fanout' | 'bulk';

export interface UnitOptions {
  lane?: Lane;
  /** W3C traceparent that the unit's events carry. */
  trace?: string | null;
}

export interface Database<Tables> {
  readonly dialect: Dialect;
  /** Which database it is: the source of its events, `core-12-345`. */
  readonly source: DatabaseName;
  /** What this package's tables are called here. */
  readonly system: SystemNames;
  /** Reads on the primary, whole statements only; sees every commit that was answered. */
  readonly read: Kysely<Tables>;
  /** A replica where there is one: for signed-out pages and bulk work only. */
  readonly replica: Kysely<Tables>;
  /**
   * Runs a unit of work: read, check, write, in one transaction. Resolves when it is on disk.
   * `work` awaits nothing but its own queries. It may run again (serialisation failure, deadlock), so it
   * changes nothing outside; side effects come after the promise resolved. A query that fails ends the unit,
   * also when `work` catches the error: Postgres would have it no other way.
   * @throws whatever `work` threw, after rolling back this unit alone; AppError `disk_full`, `engine_away`
   */
  unit<Result>(work: (unit: Unit<Tables>) => Promise<Result>, options?: UnitOptions): Promise<Result>;
  /** Several statements that see one state, on a connection of their own. Short: it keeps old pages alive. */
  snapshot<Result>(work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result>;
  /**
   * Called after a commit that emitted events, with the highest number per bucket. Embedded consumers wake by it;
   * it is a hint, the outbox is the truth.
   */
  onCommitted(listener: (heads: ReadonlyMap<number, number>) => void): () => void;
  /** The outbox this database's units write to. */
  readonly outbox: Outbox;
  /** Changes the schema, alone among all clients of the database; all or nothing where the engine can. Use `migrate`. */
  migration<Result>(work: (db: Kysely<unknown>, schema: SchemaTools) => Promise<Result>): Promise<Result>;
  health(): Promise<{ ok: boolean; detail?: string }>;
  /** Of the process to the primary, all shares together, and who waits for one; absent: there are none to count. */
  connections?(): { busy: number; idle: number; waiting: number };
  close(): Promise<void>;
}

/** What a unit of work has in hand. System rows are collected and written at the unit's end, in ascending key order. */
export interface Unit<Tables> {
  readonly db: Transaction<Tables> | Kysely<Tables>;
  /** The database's clock at the unit's begin, in ms. */
  readonly now: number;
  readonly system: SystemNames;
  /** Mints an id, guarded against a clock that went back. */
  id<Kind extends string>(): Id<Kind>;
  /** Events that are put into the outbox from here on carry this W3C traceparent, and not the unit's. */
  traced(trace: string | null): void;
  /** Puts an event into the outbox. */
  emit<Type extends EventType>(type: Type, data: EventData<Type>): void;
  /** Raises `view_version` of these accounts: what they may or want to see has changed. */
  raise(...accounts: (AccountId | number)[]): void;
  /** Raises `act_version`: the person's own favourite, boost, bookmark or vote. */
  acted(...accounts: (AccountId | number)[]): void;
  /** Adds to a counter by a delta row. */
  count(kind: CounterKind, entity: number, delta: number): void;
  /** Makes the `view_version` row of a new account. */
  createViewState(row: Pick<ViewVersionTable, 'account_id' | 'role' | 'state'>): void;
  /** Changes role or state, and raises the version. */
  setViewState(account: AccountId | number, change: Partial<Pick<ViewVersionTable, 'role' | 'state'>>): void;
  /** The status is being delivered: home reads merge it until it is closed. */
  openFanout(status: number, author: number): void;
  closeFanout(status: number): void;
  /** Called once the unit is on disk (counting, waking somebody); never when it failed, and lost with the process. */
  afterwards(work: () => void): void;
}

/** A numbered outbox row: gapless in commit order within its bucket. */
export interface OutboxRow {
  bucket: number;
  number: number;
  /** The Envelope as JSON text. */
  body: string;
}

export const BUCKETS = 64;

export interface Outbox {
  /** Rows of one bucket above `after`, in order. */
  rows(bucket: number, after: number, limit: number): Promise<OutboxRow[]>;
  /** All buckets: the highest number given (0: none yet) and the lowest that is kept (head + 1: none is). */
  heads(): Promise<{ bucket: number; head: number; tail: number }[]>;
  /** When the first row behind these numbers was emitted (ms); null: in none of these buckets is one. */
  oldest(after: ReadonlyMap<number, number>): Promise<number | null>;
  /** Deletes rows at or below these numbers that were emitted before `before` (ms). Returns how many. Runs in the bulk lane. */
  prune(passed: ReadonlyMap<number, number>, before: number): Promise<number>;
}

/** A migration of one owner; it runs once, in order, under a lock. Never changed after it was released. */
export interface Migration {
  /** e.g. `0001-accounts`. */
  name: string;
  /**
   * The oldest version that still serves on the tables afterwards, e.g. `0.3.0`; older ones refuse to start from then
   * on. Said only by a migration that takes away or changes what older versions use: docs/upgrade.md.
   */
  oldest?: string;
  up(db: Kysely<unknown>, schema: SchemaTools): Promise<void>;
}

export interface MigrationSet {
  /** The service, or `system`. */
  owner: string;
  migrations: readonly Migration[];
}

/** Column types and tables that mean the same on every dialect. Columns are NOT NULL unless said. */
export interface SchemaTools {
  readonly dialect: Dialect;
  /** The names of all tables there are. */
  tables(): Promise<string[]>;
  createTable(
    name: string,
    columns: Record<string, ColumnType>,
    options: { primaryKey: string[]; unique?: Record<string, string[]> },
  ): Promise<void>;
  createIndex(name: string, table: string, columns: string[]): Promise<void>;
  /**
   * A column that older versions do not write, so it may be null or has a default. At the end of the table, without
   * touching its rows; does nothing where there is one of that name.
   */
  addColumn(
    table: string,
    name: string,
    type: ColumnType & ({ nullable: true } | { default: number | string }),
  ): Promise<void>;
}

export interface ColumnType {
  /** `id` and `integer` hold 53-bit integers; `key` is text that may be indexed, at most 255 characters, compared by bytes; `text` is unbounded. */
  type: 'id' | 'integer' | 'key' | 'text';
  nullable?: boolean;
  default?: number | string;
}
