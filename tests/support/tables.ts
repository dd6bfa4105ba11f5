import type { Network } from '@fanfare/testkit';
import { testedOn } from '@fanfare/testkit';

/** The tables of a database on a server. */
export async function tableNames(query: Network['query'], of: 'core' | 'notification'): Promise<string[]> {
  // Notification is on the server that the core is not on.
  const rows =
    testedOn().endsWith('mysql') === (of === 'core')
      ? await query('SHOW TABLES', of)
      : await query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'", of);
  return rows.map((row) => String(Object.values(row)[0])).sort();
}
