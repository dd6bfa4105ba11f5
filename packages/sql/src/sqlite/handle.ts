import type { Kysely } from 'kysely';
import type { SqlObserver } from '../observer.ts';
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

export function handleOn(writer: Connection, observer?: SqlObserver): Handle {
  let failure: unknown = null;
  let over = false;
  let reason: Error | undefined;

  return {
    db: kyselyOver((query) => {
      if (over)
        throw reason ?? new Error('This unit of work is over: its queries must be awaited inside it.');
      if (failure !== null) {
        throw new Error('A query of this unit failed before, so the unit is over.', { cause: failure });
      }
      try {
        return writer.execute(query);
      } catch (error) {
        failure = portError(error);
        throw failure;
      }
    }, observer),
    get failure() {
      return failure;
    },
    end(why) {
      over = true;
      reason ??= why;
    },
  };
}
