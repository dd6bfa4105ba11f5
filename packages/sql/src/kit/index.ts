/** The conformance kit of the SQL port: every adapter passes it, on the real engine. */
import { clientCases } from './clients.ts';
import { crashCases } from './crash.ts';
import { diskCases } from './disk.ts';
import { cases } from './harness.ts';
import { lossCases } from './loss.ts';
import { idCases, migrationCases } from './migrations.ts';
import { outboxCases } from './outbox.ts';
import { pageCases } from './pages.ts';
import type { KitSite } from './site.ts';
import { unitCases } from './units.ts';
import { valueCases } from './values.ts';
import { viewCases } from './views.ts';

/** Registers the tests with node:test; `prepare` makes an empty database for each. */
export function databaseKit(name: string, prepare: () => Promise<KitSite>): void {
  const check = cases(name, prepare);
  unitCases(check);
  clientCases(check);
  outboxCases(check);
  viewCases(check);
  pageCases(check);
  valueCases(check);
  migrationCases(check);
  idCases(check);
  crashCases(check);
  diskCases(check);
  lossCases(check);
}

export { type OpeningSite, openingCases } from './opening.ts';
export { outageCases } from './outage.ts';
export type { KitClient, KitDatabase, KitOptions, KitSite, KitTables } from './site.ts';
