import type { CompiledQuery, Kysely, QueryResult } from 'kysely';
import { markHot } from '../hot.ts';

interface Compilable {
  compile(): CompiledQuery<unknown>;
}

/**
 * Runs a statement that is built and compiled once per name; later runs bind other parameters to it. For the few
 * statements that every unit ends with: building them costs more than running them.
 */
export type RunCompiled = (
  db: Kysely<unknown>,
  name: string,
  parameters: readonly unknown[],
  build: () => Compilable,
) => Promise<QueryResult<unknown>>;

export function compiledQueries(): RunCompiled {
  const known = new Map<string, CompiledQuery<unknown>>();
  return (db, name, parameters, build) => {
    let compiled = known.get(name);
    if (compiled === undefined) {
      compiled = build().compile();
      markHot(compiled);
      known.set(name, compiled);
    }
    return db.executeQuery({ ...compiled, parameters });
  };
}
