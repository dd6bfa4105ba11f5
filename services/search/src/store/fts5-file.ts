/**
 * The file of the embedded index and its generations. All tables of one generation carry its number in their names;
 * `meta` says which one answers and which one, if any, is being filled.
 */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Another number in the file: it is thrown away, and the index is built anew. */
const FORMAT = '2';
/** SQLITE_CORRUPT, SQLITE_NOTADB. */
const broken = new Set([11, 26]);

export interface Generation {
  accounts: string;
  accountTerms: string;
  statuses: string;
  statusTerms: string;
  tags: string;
  tagTerms: string;
}

export interface Generations {
  active: Generation;
  /** Filled while the active one answers. */
  building: Generation | null;
}

/** Opens the file for writing; what cannot be used is replaced by an empty index. */
export function openIndexFile(file: string): DatabaseSync {
  try {
    const db = openFile(file);
    if (metaOf(db, 'format') === FORMAT) return db;
    db.close();
  } catch (error) {
    if (!broken.has(errorNumber(error))) throw error;
  }
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  const db = openFile(file);
  transaction(db, () => {
    createGeneration(db, 1);
    setMeta(db, 'active', '1');
    setMeta(db, 'format', FORMAT);
  });
  return db;
}

function openFile(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 });
  try {
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    db.exec('CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

export function transaction<Result>(db: DatabaseSync, work: () => Result): Result {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has ended the transaction already.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

export function generationsOf(db: DatabaseSync): Generations {
  const building = metaOf(db, 'building');
  return {
    active: named(metaOf(db, 'active') ?? '1'),
    building: building === null ? null : named(building),
  };
}

/** Makes an empty generation beside the active one; an unfinished one goes. */
export function beginGeneration(db: DatabaseSync): void {
  transaction(db, () => {
    const left = dropBuilding(db);
    const next = Math.max(Number(metaOf(db, 'active')), left) + 1;
    createGeneration(db, next);
    setMeta(db, 'building', String(next));
  });
}

/** The generation that was filled takes the active one's place. */
export function switchGeneration(db: DatabaseSync): void {
  transaction(db, () => {
    const { active } = generationsOf(db);
    const building = metaOf(db, 'building');
    if (building === null) throw new Error('No generation is being filled');
    setMeta(db, 'active', building);
    db.exec(`DELETE FROM meta WHERE name = 'building'`);
    dropGeneration(db, active);
  });
}

export function discardGeneration(db: DatabaseSync): void {
  transaction(db, () => dropBuilding(db));
}

/** @returns the number of the generation that is gone, or 0 */
function dropBuilding(db: DatabaseSync): number {
  const building = metaOf(db, 'building');
  if (building === null) return 0;
  dropGeneration(db, named(building));
  db.exec(`DELETE FROM meta WHERE name = 'building'`);
  return Number(building);
}

export function metaOf(db: DatabaseSync, name: string): string | null {
  const row = db.prepare('SELECT value FROM meta WHERE name = ?').get(name);
  return typeof row?.value === 'string' ? row.value : null;
}

export function setMeta(db: DatabaseSync, name: string, value: string): void {
  db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
    name,
    value,
  );
}

function named(generation: string): Generation {
  return {
    accounts: `accounts_${generation}`,
    accountTerms: `account_terms_${generation}`,
    statuses: `statuses_${generation}`,
    statusTerms: `status_terms_${generation}`,
    tags: `tags_${generation}`,
    tagTerms: `tag_terms_${generation}`,
  };
}

/** The texts themselves are not kept: contentless tables hold terms only. Terms are split at spaces. */
function createGeneration(db: DatabaseSync, generation: number): void {
  const tables = named(String(generation));
  const terms = `content = '', contentless_delete = 1, tokenize = 'ascii'`;
  db.exec(`
    CREATE TABLE ${tables.accounts} (
      id INTEGER PRIMARY KEY, version INTEGER NOT NULL, deleted INTEGER NOT NULL, username TEXT NOT NULL
    );
    CREATE INDEX ${tables.accounts}_by_name ON ${tables.accounts} (username);
    CREATE VIRTUAL TABLE ${tables.accountTerms} USING fts5 (name, note, prefix = '2 3', ${terms});
    CREATE TABLE ${tables.statuses} (
      id INTEGER PRIMARY KEY, version INTEGER NOT NULL, deleted INTEGER NOT NULL,
      account_id INTEGER NOT NULL, open INTEGER NOT NULL, mentions TEXT NOT NULL
    );
    CREATE VIRTUAL TABLE ${tables.statusTerms} USING fts5 (text, marks, ${terms});
    CREATE TABLE ${tables.tags} (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL);
    CREATE VIRTUAL TABLE ${tables.tagTerms} USING fts5 (name, prefix = '2 3', ${terms});
  `);
}

function dropGeneration(db: DatabaseSync, tables: Generation): void {
  for (const table of Object.values(tables)) db.exec(`DROP TABLE ${table}`);
}

/** SQLite's own number of an error, without its extension; 0: not SQLite's. */
export function errorNumber(error: unknown): number {
  const number = error instanceof Error && 'errcode' in error ? error.errcode : 0;
  return typeof number === 'number' ? number & 0xff : 0;
}
