import type { ViewVersionTable } from '@fanfare/contracts/tables';
import type { Kysely } from 'kysely';
import { prepared } from '../prepared.ts';
import type { SystemTables } from './tables.ts';

const IDS = 500;

/** Version, role and state of these accounts, in the order asked; accounts that do not exist are left out. */
export async function viewStates<Tables>(
  db: Kysely<Tables>,
  accounts: readonly number[],
): Promise<ViewVersionTable[]> {
  const found = new Map<number, ViewVersionTable>();
  for (let at = 0; at < accounts.length; at += IDS) {
    const rows = await states(db as unknown as Kysely<SystemTables>, { ids: accounts.slice(at, at + IDS) });
    for (const row of rows) found.set(row.account_id, row);
  }
  return accounts.flatMap((account) => found.get(account) ?? []);
}

const states = prepared((db: Kysely<SystemTables>, values: { ids: readonly number[] }) =>
  db.selectFrom('view_version').selectAll().where('account_id', 'in', values.ids),
);
