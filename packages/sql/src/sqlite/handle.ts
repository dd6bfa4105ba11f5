import type { Kysely } from 'kysely';
import type { Connection } from './connection.ts';
import { portError } from './errors.ts';
import { kyselyOver } from './kysely.ts';

/** The writing connection in the hands of one unit. */
export interface Handle {
  readonly db: Kysely<unknown>;
  /** Why the unit must not commit: the first query that failed. */
  readonly failure: unknown;
  /** No query runs after this. */
  end(reason?: Error): void;
}

export function handleOn(writer: Connection): Handle {
  let failed = false;
  let failure: unknown = null;
  let ended: Error | null = null;

  return {
    db: kyselyOver((query) => {
      if (ended !== null) throw ended;
      if (failed)
        throw new Error('A query of this unit failed before, so the unit is over.', { cause: failure });
      try {
        return writer.execute(query);
      } catch (error) {
        failed = true;
        failure = portError(error);
        throw failure;
      }
    }),
    get failure() {
      return failure;
    },
    end(reason = new Error('This unit of work is over: its queries must be awaited inside it.')) {
      ended ??= reason;
    },
  };
}
