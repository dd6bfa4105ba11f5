/** SQLite's extended codes, Postgres' SQLSTATE, MySQL's error name. */
const unique: ReadonlySet<unknown> = new Set([1555, 2067, 2579, '23505', 'ER_DUP_ENTRY']);

/** A row with that key is there already: thrown out of `unit` when an insert was not meant to be ignored. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { errcode, code } = error as { errcode?: unknown; code?: unknown };
  return unique.has(errcode) || unique.has(code);
}
