import type { CompiledQuery, Kysely } from 'kysely';

/**
 * How SQLite would run a query, step by step: `SEARCH follows USING INDEX …`. For tests that hold a list to its
 * index: no step may begin with SCAN, or be a sort (USE TEMP B-TREE).
 */
export async function queryPlan<Tables>(
  db: Kysely<Tables>,
  query: { compile(): CompiledQuery<unknown> },
): Promise<string[]> {
  const compiled = query.compile();
  const { rows } = await db.executeQuery<{ detail: string }>({
    ...compiled,
    sql: `EXPLAIN QUERY PLAN ${compiled.sql}`,
  } as CompiledQuery<{ detail: string }>);
  return rows.map((row) => row.detail);
}
