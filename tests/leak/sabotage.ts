/** Breaks a table for as long as something runs, so that what is said of failures can be read. */
import { DatabaseSync } from 'node:sqlite';

export async function withTableGone<Result>(
  folder: string,
  table: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const db = new DatabaseSync(`${folder}/fanfare.db`);
  db.exec(`PRAGMA busy_timeout = 5000; ALTER TABLE ${table} RENAME TO ${table}_gone`);
  try {
    return await run();
  } finally {
    db.exec(`ALTER TABLE ${table}_gone RENAME TO ${table}`);
    db.close();
  }
}
