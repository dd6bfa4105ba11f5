/** What the conformance kit asks of an adapter: databases with its tables, and event logs over them. */
import type { Clock } from '@fanfare/kernel';
import type { Database, MigrationSet, SystemTables } from '@fanfare/sql';
import type { LogObserver } from '../observer.ts';
import type { EventLog } from '../port.ts';

export interface KitTables extends SystemTables {
  /** One row per application of an effect: a second one shows that it was applied twice. */
  kit_applied: { id: number; group_name: string; event: string; key: string; version: number };
  /** The state that a versioned effect keeps. */
  kit_state: { group_name: string; key: string; version: number };
}

export type KitDatabase = Database<KitTables>;

export interface KitLogOptions {
  chaos?: { seed: number };
  clock?: Clock;
  observer?: LogObserver;
  /** Puts something between the log and its sources. */
  wrap?: (database: KitDatabase) => KitDatabase;
}

/** A log whose keeping can be run at once. */
export interface KitLog extends EventLog {
  /** Deletes from the outboxes what is a day old and no longer needed there. */
  prune(): Promise<number>;
  /** What all its groups have passed leaves the log, as old events do. Its clock is a day ahead. */
  forget(): Promise<void>;
}

/** In what adapters differ. */
export interface KitTraits {
  /** Redelivers at random when it is asked to. */
  readonly chaos: boolean;
  /** Who holds a row in the outbox: groups that have not passed it, or relays that have not carried it. */
  readonly outboxKeptBy: 'groups' | 'relays';
  /** Several processes may have the same groups at once. */
  readonly several: boolean;
  /** Transactions write side by side, so one may commit long after it was numbered. */
  readonly lateCommits: boolean;
}

/** The SQL log on SQLite: one process, one writer. */
export const embedded: KitTraits = {
  chaos: true,
  outboxKeptBy: 'groups',
  several: false,
  lateCommits: false,
};

export interface RawEvent {
  type: string;
  version: number;
  key: string;
  data: unknown;
  /** Its transaction stays open so long once it is numbered, in ms. */
  lateBy?: number;
  /** Its transaction has its number, and holds up whoever comes for the next one of the bucket. */
  onNumbered?(): void;
}

export interface KitWorld {
  readonly core: KitDatabase;
  readonly notification: KitDatabase;
  /** A log over both databases, as a process has one; a later one goes on where it stopped. */
  log(options?: KitLogOptions): Promise<KitLog>;
  /** Puts an event into the log that the catalogue may not know, as a newer program would. */
  emitRaw(database: KitDatabase, event: RawEvent): Promise<void>;
  /** Closes what was opened; the data stays. */
  close(): Promise<void>;
}

/** What the adapter's module exports under the name `openWorld`; it is called in child processes too. */
export type OpenWorld = (folder: string) => Promise<KitWorld>;

export const kitMigrations: MigrationSet = {
  owner: 'kit',
  migrations: [
    {
      name: '0001-kit',
      async up(_db, schema) {
        await schema.createTable(
          'kit_applied',
          {
            id: { type: 'id' },
            group_name: { type: 'key' },
            event: { type: 'key' },
            key: { type: 'key' },
            version: { type: 'integer' },
          },
          { primaryKey: ['id'] },
        );
        await schema.createTable(
          'kit_state',
          { group_name: { type: 'key' }, key: { type: 'key' }, version: { type: 'integer' } },
          { primaryKey: ['group_name', 'key'] },
        );
      },
    },
  ],
};

export async function importWorld(module: string): Promise<OpenWorld> {
  const { openWorld } = (await import(module)) as { openWorld: OpenWorld };
  return openWorld;
}
