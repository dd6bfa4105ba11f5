/** The conformance kit of the SQL port: every adapter passes it, on the real engine. */
import { crashCases } from './crash.ts';
import { diskCases } from './disk.ts';
import { cases } from './harness.ts';
import { idCases, migrationCases } from './migrations.ts';
import { outboxCases } from './outbox.ts';
import { pageCases } from './pages.ts';
import type { KitSite } from './site.ts';
import { unitCases } from './units.ts';
import { viewCases } from './views.ts';

/** Registers the tests with node:test; `prepare` makes an empty database for each. */
export function databaseKit(name: string, prepare: () => Promise<KitSite>): void {
  const check = cases(name, prepare);
  unitCases(check);
  outboxCases(check);
  viewCases(check);
  pageCases(check);
  migrationCases(check);
  idCases(check);
  crashCases(check);
  diskCases(check);
}

export type { KitClient, KitDatabase, KitOptions, KitSite, KitTables } from './site.ts';
