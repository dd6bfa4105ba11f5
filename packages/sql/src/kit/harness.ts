import { test } from 'node:test';
import { migrate } from '../migrate.ts';
import type { KitClient, KitDatabase, KitOptions, KitSite } from './site.ts';
import { kitMigrations } from './site.ts';

export interface Harness {
  readonly site: KitSite;
  /** A client of the migrated database; closed after the test. */
  open(options?: KitOptions): Promise<KitDatabase>;
  /** Closes a client before the test ends. */
  close(database: KitDatabase): Promise<void>;
  /** Puts a client that the test made itself under the harness's care. */
  keep(client: KitClient): KitDatabase;
}

export type Case = (name: string, run: (harness: Harness) => Promise<void>) => void;

/** Registers tests that each have a database of their own. */
export function cases(prefix: string, prepare: () => Promise<KitSite>): Case {
  return (name, run) => {
    test(`${prefix}: ${name}`, async () => {
      const site = await prepare();
      const clients = new Map<KitDatabase, KitClient>();
      const keep = (client: KitClient) => {
        clients.set(client.database, client);
        return client.database;
      };
      const harness: Harness = {
        site,
        keep,
        async open(options) {
          const database = keep(await site.open(options));
          await migrate(database, [kitMigrations]);
          return database;
        },
        async close(database) {
          const client = clients.get(database);
          clients.delete(database);
          await client?.close();
        },
      };
      try {
        try {
          await run(harness);
        } finally {
          for (const client of clients.values()) await client.close();
        }
      } finally {
        await site.cleanup();
      }
    });
  };
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

/** A promise that somebody else fulfils. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** Outcomes in the order of the promises. */
export async function outcomes<Result>(work: Iterable<Promise<Result>>) {
  return Promise.allSettled(work);
}

/** A small generator with a seed (mulberry32), so that a failure can be had again. Gives 0 <= x < 1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
