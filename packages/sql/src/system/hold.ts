import type { Kysely } from 'kysely';
import { dialectOf } from '../dialect.ts';
import { locks } from './outbox-write.ts';
import type { SystemTables } from './tables.ts';

/**
 * Holds these accounts until the unit ends: units that hold one in common run one after the other, and each reads what
 * the one before it wrote. Before anything else in the unit, all at once, so that two never wait for each other in a
 * circle. On SQLite units run one after the other anyway.
 */
export async function holdAccounts<Tables>(
  unit: { readonly db: Kysely<Tables> },
  ...accounts: readonly number[]
): Promise<void> {
  if (accounts.length === 0 || !locks(dialectOf(unit.db))) return;
  const db = unit.db as unknown as Kysely<SystemTables>;
  const rows = db.selectFrom('view_version').select('account_id').where('account_id', 'in', accounts);
  await rows.orderBy('account_id').forUpdate().execute();
}
