/** Who is told of statements and units, for metrics and spans. Nobody is: nothing is measured. */
import type { CompiledQuery } from 'kysely';
import type { Database } from './port.ts';

export type Verb = 'select' | 'insert' | 'update' | 'delete' | 'other';

export interface SqlObserver {
  /**
   * A statement or a whole unit (its turn and its commit included) is over.
   * @param began performance.now() of its begin
   * @param error null: it succeeded
   */
  over(operation: Verb | 'unit', began: number, error: unknown): void;
  /** A unit met a deadlock or a serialisation failure, and runs again. */
  retried(): void;
}

const verbs: Readonly<Record<string, Verb>> = {
  SelectQueryNode: 'select',
  InsertQueryNode: 'insert',
  UpdateQueryNode: 'update',
  DeleteQueryNode: 'delete',
};

export function verbOf(query: CompiledQuery): Verb {
  return verbs[query.query.kind] ?? 'other';
}

export function observedUnit<Tables>(
  unit: Database<Tables>['unit'],
  observer: SqlObserver | undefined,
): Database<Tables>['unit'] {
  if (observer === undefined) return unit;
  return async (work, options) => {
    const began = performance.now();
    try {
      const result = await unit(work, options);
      observer.over('unit', began, null);
      return result;
    } catch (error) {
      observer.over('unit', began, error);
      throw error;
    }
  };
}
