import type { Kysely } from 'kysely';
import { MysqlAdapter, PostgresAdapter } from 'kysely';
import type { Dialect } from './port.ts';

/** Which SQL a Kysely instance speaks. */
export function dialectOf<Tables>(db: Kysely<Tables>): Dialect {
  const { adapter } = db.getExecutor();
  if (adapter instanceof PostgresAdapter) return 'postgres';
  if (adapter instanceof MysqlAdapter) return 'mysql';
  return 'sqlite';
}
