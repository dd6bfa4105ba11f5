import type { CompiledQuery, Kysely } from 'kysely';
import { hotName } from '../hot.ts';
import type { SqlObserver } from '../observer.ts';
import { checkParameters } from '../parameters.ts';
import type { Driver } from './driver.ts';
import { portError } from './errors.ts';
import { kyselyOver } from './kysely.ts';
import type { Session } from './session.ts';

/** A connection in the hands of one unit or snapshot. */
export interface Handle {
  readonly db: Kysely<unknown>;
  /** The first query that failed: a unit with one must not commit. As the engine said it. */
  readonly failure: unknown;
  /** Queries that are under way. */
  readonly running: number;
  /** No query runs after this. */
  end(reason?: Error): void;
}

interface Hooks {
  /** For people: `unit of work`. */
  what: string;
  /** A query has been answered. */
  answered?(): void;
  observer?: SqlObserver | undefined;
}

export function handleOn(driver: Driver, session: Session, { what, answered, observer }: Hooks): Handle {
  let failure: unknown = null;
  let reason: Error | null = null;
  let running = 0;

  async function execute(query: CompiledQuery) {
    if (reason !== null) throw reason;
    if (failure !== null) {
      throw new Error(`A query of this ${what} failed before, so it is over.`, { cause: failure });
    }
    running += 1;
    try {
      checkParameters(query.parameters);
      return await session.query(query.sql, query.parameters, hotName(query));
    } catch (error) {
      failure ??= error;
      throw portError(driver, error);
    } finally {
      running -= 1;
      answered?.();
    }
  }

  return {
    db: kyselyOver(driver.dialect, execute, observer),
    get failure() {
      return failure;
    },
    get running() {
      return running;
    },
    end(why) {
      reason ??= why ?? new Error(`This ${what} is over: its queries must be awaited inside it.`);
    },
  };
}
