import type { Clock } from '@fanfare/kernel';
import type { Database, MigrationSet } from '../port.ts';
import type { SystemTables } from '../system/tables.ts';

/** What an adapter gives the kit: one empty database of its own for each test, and clients of it. */
export interface KitSite {
  /** One more client of the same database, as another process would be. Units are strict where the engine can be. */
  open(options?: KitOptions): Promise<KitClient>;
  /** A script that, given the argument, a mode and a number, opens a client and calls `kitChild`. */
  readonly child: { script: URL; argument: string };
  /** What the engine's own check of its files finds wrong. */
  faults(): Promise<string[]>;
  /** Of a server: its port on the loopback address. */
  readonly port?: number;
  /** Of a server: ends all connections to this database, as an administrator or a failover does. */
  cutSessions?(): Promise<void>;
  /** A client whose disk is nearly full, and how it gets room again; absent where that cannot be made. */
  smallDisk?(): Promise<{ client: KitClient; makeRoom(): Promise<void> } | undefined>;
  cleanup(): Promise<void>;
}

export interface KitOptions {
  /** Reaches the server through this port of the loopback address. */
  port?: number;
  clock?: Clock;
  /** Of a server: `own` holds `clock` against its clock; otherwise `clock` stands for both. */
  engineClock?: 'own';
  /** In ms. */
  leaseTtl?: number;
  /** False: a unit of the test awaits more than its own queries. Default: true. */
  strictUnits?: boolean;
}

export interface KitClient {
  readonly database: KitDatabase;
  close(): Promise<void>;
}

export type KitDatabase = Database<KitTables>;

export interface KitTables extends SystemTables {
  kit_items: { id: number; name: string; value: number; body: string | null };
}

export const kitMigrations: MigrationSet = {
  owner: 'kit',
  migrations: [
    {
      name: '0001-items',
      async up(_db, schema) {
        await schema.createTable(
          'kit_items',
          {
            id: { type: 'id' },
            name: { type: 'key' },
            value: { type: 'integer', default: 0 },
            body: { type: 'text', nullable: true },
          },
          { primaryKey: ['id'], unique: { kit_items_name: ['name'] } },
        );
        await schema.createIndex('kit_items_value', 'kit_items', ['value', 'id']);
      },
    },
  ],
};
