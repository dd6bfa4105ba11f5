import type { CompiledQuery } from 'kysely';

const names = new WeakMap<object, string>();
let marked = 0;

/** Marks a statement that will run often, with other values: an engine may keep its plan. */
export function markHot(query: CompiledQuery): void {
  marked += 1;
  names.set(query.query, `fanfare_${marked}`);
}

/** The name of a statement that was marked, the same for all its runs. */
export function hotName(query: CompiledQuery): string | undefined {
  return names.get(query.query);
}
