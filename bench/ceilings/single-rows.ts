/** Bare durable transactions: one row each, as fast as this disk and SQLite allow without gathering them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Transactions a second, measured for `ms` on a table of its own in `folder`. */
export function singleRows(folder: string, ms: number): number {
  const file = join(folder, 'single-rows.db');
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
    db.exec('CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL, text TEXT NOT NULL)');
    const insert = db.prepare('INSERT INTO posts (author, text) VALUES (?, ?)');
    const text =
      'A post of a hundred and twenty characters, more or less, as people write them all day long. '.repeat(
        2,
      );
    const begun = performance.now();
    let count = 0;
    for (; performance.now() - begun < ms; count++) insert.run(count, text);
    return count / ((performance.now() - begun) / 1000);
  } finally {
    db.close();
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  }
}
