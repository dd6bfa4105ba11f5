import type { CompiledQuery, DatabaseConnection, DatabaseIntrospector, QueryResult } from 'kysely';
import { Kysely, MysqlAdapter, MysqlIntrospector, PostgresAdapter, PostgresIntrospector } from 'kysely';
import { MysqlCompiler, PostgresCompiler } from './compilers.ts';
import type { Driver } from './driver.ts';

type Execute = (query: CompiledQuery) => Promise<QueryResult<unknown>>;

const parts = {
  postgres: {
    adapter: new PostgresAdapter(),
    compiler: () => new PostgresCompiler(),
    introspector: (db: Kysely<unknown>): DatabaseIntrospector => new PostgresIntrospector(db),
  },
  mysql: {
    adapter: new MysqlAdapter(),
    compiler: () => new MysqlCompiler(),
    introspector: (db: Kysely<unknown>): DatabaseIntrospector => new MysqlIntrospector(db),
  },
};

/** A Kysely over one function; it knows of no connections and makes no transactions. */
export function kyselyOver<Tables>(dialect: Driver['dialect'], execute: Execute): Kysely<Tables> {
  const connection: DatabaseConnection = {
    executeQuery: async <Row>(query: CompiledQuery) => (await execute(query)) as QueryResult<Row>,
    streamQuery() {
      throw new Error('A stream would hold its connection for as long as it is read: read pages instead.');
    },
  };
  const refuse = (): Promise<void> => {
    throw new Error('Transactions are made by Database.unit and Database.snapshot only.');
  };
  const { adapter, compiler, introspector } = parts[dialect];
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => adapter,
      createIntrospector: introspector,
      createQueryCompiler: compiler,
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
