/** Writes to the embedded index, on its own thread. */
import type { StatementSync } from 'node:sqlite';
import { indexTerms } from '@fanfare/text';
import type { Generation } from './fts5-file.ts';
import {
  beginGeneration,
  discardGeneration,
  generationsOf,
  metaOf,
  openIndexFile,
  setMeta,
  switchGeneration,
  transaction,
} from './fts5-file.ts';
import { authorTerm, everyMark, idText, markTerm, openMark } from './fts5-terms.ts';
import type {
  AccountDocument,
  SearchDocument,
  StatusDocument,
  TagDocument,
  Tombstone,
  Totals,
} from './search-index.ts';

export interface IndexWriter {
  apply(documents: readonly SearchDocument[]): void;
  begin(): void;
  fill(documents: readonly SearchDocument[]): void;
  finish(): Totals;
  discard(): void;
  note(): string | null;
  setNote(note: string): void;
}

export function indexWriter(file: string): IndexWriter {
  const db = openIndexFile(file);
  let statements = new Map<string, StatementSync>();

  /** All numbers here are whole: node:sqlite would bind them as floats. */
  function run(sql: string, ...values: readonly (number | string)[]): void {
    prepared(sql).run(...values.map(whole));
  }

  function prepared(sql: string): StatementSync {
    const ready = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, ready);
    return ready;
  }

  function put(document: SearchDocument, tables: Generation): void {
    if (document.kind === 'tag') putTag(document, tables);
    else putRow(document, tables);
  }

  function putRow(document: AccountDocument | StatusDocument | Tombstone, tables: Generation): void {
    const account = document.kind === 'account';
    const [table, terms] = account
      ? [tables.accounts, tables.accountTerms]
      : [tables.statuses, tables.statusTerms];
    const held = prepared(`SELECT version, deleted FROM ${table} WHERE id = ?`).get(document.id);
    if (held !== undefined && Number(held.version) >= document.version) return;
    if (held?.deleted === 0) run(`DELETE FROM ${terms} WHERE rowid = ?`, document.id);
    if ('deleted' in document) bury(table, document);
    else if (document.kind === 'account') putAccount(document, tables);
    else putStatus(document, tables);
  }

  function bury(table: string, { kind, id, version }: Tombstone): void {
    const others = kind === 'account' ? `''` : `0, 0, ''`;
    run(`INSERT OR REPLACE INTO ${table} VALUES (?, ?, 1, ${others})`, id, version);
  }

  function putAccount(account: AccountDocument, tables: Generation): void {
    const { id, version, username } = account;
    run(`INSERT OR REPLACE INTO ${tables.accounts} VALUES (?, ?, 0, ?)`, id, version, username.toLowerCase());
    const name = indexTerms(`${username} \n ${account.displayName}`);
    run(
      `INSERT INTO ${tables.accountTerms} (rowid, name, note) VALUES (?, ?, ?)`,
      id,
      name,
      indexTerms(account.note),
    );
  }

  function putStatus(status: StatusDocument, tables: Generation): void {
    const { id, version, accountId } = status;
    const open = status.open ? 1 : 0;
    run(
      `INSERT OR REPLACE INTO ${tables.statuses} VALUES (?, ?, 0, ?, ?, ?)`,
      ...[id, version, accountId, open, idText(status.mentions)],
    );
    const marks = [
      everyMark,
      authorTerm(accountId),
      ...(status.open ? [openMark] : []),
      ...status.marks.map(markTerm),
    ];
    run(
      `INSERT INTO ${tables.statusTerms} (rowid, text, marks) VALUES (?, ?, ?)`,
      ...[id, indexTerms(status.text), marks.join(' ')],
    );
  }

  function putTag({ name, version }: TagDocument, tables: Generation): void {
    const held = prepared(`SELECT id FROM ${tables.tags} WHERE name = ?`).get(name);
    if (held !== undefined) {
      run(`UPDATE ${tables.tags} SET version = ? WHERE name = ? AND version < ?`, version, name, version);
      return;
    }
    const { lastInsertRowid } = prepared(`INSERT INTO ${tables.tags} (name, version) VALUES (?, ?)`).run(
      name,
      whole(version),
    );
    run(
      `INSERT INTO ${tables.tagTerms} (rowid, name) VALUES (?, ?)`,
      Number(lastInsertRowid),
      indexTerms(name),
    );
  }

  function count(table: string, where: string): number {
    return Number(db.prepare(`SELECT count(*) AS n FROM ${table} ${where}`).get()?.n);
  }

  return {
    apply(documents) {
      transaction(db, () => {
        const { active, building } = generationsOf(db);
        for (const document of documents) {
          put(document, active);
          if (building !== null) put(document, building);
        }
      });
    },
    begin: () => beginGeneration(db),
    fill(documents) {
      transaction(db, () => {
        const { building } = generationsOf(db);
        if (building === null) throw new Error('No generation is being filled');
        for (const document of documents) put(document, building);
      });
    },
    finish() {
      statements = new Map();
      switchGeneration(db);
      const { active } = generationsOf(db);
      return {
        accounts: count(active.accounts, 'WHERE deleted = 0'),
        statuses: count(active.statuses, 'WHERE deleted = 0'),
        tags: count(active.tags, ''),
      };
    },
    discard() {
      statements = new Map();
      discardGeneration(db);
    },
    note: () => metaOf(db, 'note'),
    setNote: (note) => setMeta(db, 'note', note),
  };
}

function whole(value: number | string): bigint | string {
  return typeof value === 'number' ? BigInt(value) : value;
}
