import type { ViewVersionTable } from '@fanfare/contracts/tables';
import type { Kysely } from 'kysely';
import type { SystemTables } from './tables.ts';

const IDS = 500;

/** Version, role and state of these accounts, in the order asked; accounts that do not exist are left out. */
export async function viewStates<Tables>(
  db: Kysely<Tables>,
  accounts: readonly number[],
): Promise<ViewVersionTable[]> {
  const found = new Map<number, ViewVersionTable>();
  for (let at = 0; at < accounts.length; at += IDS) {
    const rows = await (db as unknown as Kysely<SystemTables>)
      .selectFrom('view_version')
      .selectAll()
      .where('account_id', 'in', accounts.slice(at, at + IDS))
      .execute();
    for (const row of rows) found.set(row.account_id, row);
  }
  return accounts.flatMap((account) => found.get(account) ?? []);
}
