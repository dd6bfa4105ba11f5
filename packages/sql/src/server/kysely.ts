import type { CompiledQuery, DatabaseConnection, DatabaseIntrospector, QueryResult } from 'kysely';
import { Kysely, MysqlAdapter, MysqlIntrospector, PostgresAdapter, PostgresIntrospector } from 'kysely';
import type { SqlObserver } from '../observer.ts';
import { verbOf } from '../observer.ts';
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
export function kyselyOver<Tables>(
  dialect: Driver['dialect'],
  execute: Execute,
  observer?: SqlObserver,
): Kysely<Tables> {
  const run = observer === undefined ? execute : observed(execute, observer);
  const connection: DatabaseConnection = {
    executeQuery: async <Row>(query: CompiledQuery) => (await run(query)) as QueryResult<Row>,
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

function observed(execute: Execute, observer: SqlObserver): Execute {
  return async (query) => {
    const began = performance.now();
    try {
      const result = await execute(query);
      observer.over(verbOf(query), began, null);
      return result;
    } catch (error) {
      observer.over(verbOf(query), began, error);
      throw error;
    }
  };
}

async function done(): Promise<void> {}
