import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';

export type Execute = <Row>(query: CompiledQuery) => QueryResult<Row>;

const adapter = new SqliteAdapter();

/** A Kysely over one function. Awaiting its queries takes microtasks only. */
export function kyselyOver<Tables>(execute: Execute): Kysely<Tables> {
  const connection: DatabaseConnection = {
    executeQuery: async (query) => execute(query),
    streamQuery() {
      throw new Error('An open iterator would hide later commits: read pages instead of a stream.');
    },
  };
  const refuse = (): Promise<void> => {
    throw new Error('Transactions are made by Database.unit and Database.snapshot only.');
  };
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => adapter,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createDriver: () => ({
        init: done,
        acquireConnection: async () => connection,
        beginTransaction: refuse,
        commitTransaction: refuse,
        rollbackTransaction: refuse,
        releaseConnection: done,
        destroy: done,
      }),
    },
  });
}

async function done(): Promise<void> {}
