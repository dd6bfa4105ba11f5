import { testedOn } from '@fanfare/testkit';
import type { Query } from './truth.ts';

/** The tables of a database on a server. */
export async function tableNames(query: Query): Promise<string[]> {
  const rows = testedOn().endsWith('mysql')
    ? await query('SHOW TABLES')
    : await query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
  return rows.map((row) => String(Object.values(row)[0])).sort();
}
