import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { SqlObserver } from '../observer.ts';
import { verbOf } from '../observer.ts';

export type Execute = <Row>(query: CompiledQuery) => QueryResult<Row>;

const adapter = new SqliteAdapter();

/** A Kysely over one function. Awaiting its queries takes microtasks only. */
export function kyselyOver<Tables>(execute: Execute, observer?: SqlObserver): Kysely<Tables> {
  const connection: DatabaseConnection = {
    executeQuery: observer === undefined ? async (query) => execute(query) : observed(execute, observer),
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

function observed(execute: Execute, observer: SqlObserver): DatabaseConnection['executeQuery'] {
  return async <Row>(query: CompiledQuery) => {
    const began = performance.now();
    try {
      const result = execute<Row>(query);
      observer.over(verbOf(query), began, null);
      return result;
    } catch (error) {
      observer.over(verbOf(query), began, error);
      throw error;
    }
  };
}

async function done(): Promise<void> {}
