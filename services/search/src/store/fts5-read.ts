/** Questions to the embedded index, on a thread of their own. */
import { DatabaseSync } from 'node:sqlite';
import type { Generation } from './fts5-file.ts';
import { generationsOf } from './fts5-file.ts';
import { authorTerm, everyMark, expression, idText, markTerm, openMark } from './fts5-terms.ts';
import { rankAccounts, rankTags } from './ranking.ts';
import type { AccountQuery, Filter, StatusQuery, TagQuery } from './search-index.ts';

/** Accounts and tags are ranked among so many candidates of each kind. */
const CANDIDATES = 500;

export interface IndexReader {
  statuses(query: StatusQuery): number[];
  accounts(query: AccountQuery): number[];
  tags(query: TagQuery): string[];
}

export class TookTooLong extends Error {}

type Value = string | number;

/** @param deadline of one question, in ms: rows are counted against it one by one */
export function indexReader(file: string, deadline: number): IndexReader {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  let end = 0;
  // The one place at which a statement that runs can be stopped.
  db.function('in_time', { deterministic: false }, () => {
    if (performance.now() > end) throw new TookTooLong(`it took longer than ${deadline} ms`);
    return 1;
  });

  /** One state of the index, with the generation that answers in it. */
  function read<Result>(work: (tables: Generation) => Result): Result {
    end = performance.now() + deadline;
    db.exec('BEGIN');
    try {
      return work(generationsOf(db).active);
    } finally {
      db.exec('COMMIT');
    }
  }

  function rows(sql: string, values: readonly Value[]) {
    const bound = values.map((value) => (Number.isInteger(value) ? BigInt(value) : value));
    return db.prepare(sql).all(...bound);
  }

  function found(tables: Generation, matches: string, more = '', values: readonly Value[] = []) {
    const terms = tables.accountTerms;
    const sql = `SELECT a.id, a.username FROM ${terms} CROSS JOIN ${tables.accounts} AS a ON a.id = ${terms}.rowid
      WHERE ${terms} MATCH ? AND in_time() ${more} LIMIT ${CANDIDATES}`;
    return rows(sql, [matches, ...values]).map((row) => ({
      id: Number(row.id),
      username: String(row.username),
    }));
  }

  function called(tables: Generation, name: string) {
    const sql = `SELECT id, username FROM ${tables.accounts}
      WHERE username >= ? AND username < ? AND deleted = 0 ORDER BY username LIMIT ${CANDIDATES}`;
    return rows(sql, [name, after(name)]).map((row) => ({
      id: Number(row.id),
      username: String(row.username),
    }));
  }

  return {
    statuses: (query) =>
      read((tables) => {
        const { sql, values } = statusStatement(query, tables);
        return rows(sql, values).map((row) => Number(row.id));
      }),
    accounts: (query) =>
      read((tables) => {
        const names = expression(query.words, { all: 'name', none: 'name note' });
        const anywhere = expression(query.words, { all: 'name note', none: 'name note' });
        const chosen = 'AND +a.id IN (SELECT value FROM json_each(?))';
        const preferred = [JSON.stringify(query.preferred)];
        const byName = found(tables, names, chosen, preferred);
        const others = found(tables, anywhere, chosen, preferred);
        if (!query.only) {
          byName.push(...found(tables, names));
          others.push(...found(tables, anywhere));
          // What a word excludes must stay out, so only a query of one name looks at names directly.
          if (query.name !== null) byName.push(...called(tables, query.name));
        }
        return rankAccounts(query, byName, others).slice(0, query.limit);
      }),
    tags: (query) =>
      read((tables) => {
        const terms = tables.tagTerms;
        const matching = rows(
          `SELECT t.name FROM ${terms} CROSS JOIN ${tables.tags} AS t ON t.id = ${terms}.rowid
            WHERE ${terms} MATCH ? AND in_time() LIMIT ${CANDIDATES}`,
          [expression(query.words, { all: 'name', none: 'name' })],
        );
        const beginning =
          query.name === null
            ? []
            : rows(
                `SELECT name FROM ${tables.tags} WHERE name >= ? AND name < ? ORDER BY name LIMIT ${CANDIDATES}`,
                [query.name, after(query.name)],
              );
        const tags = [...matching, ...beginning].map((row) => String(row.name));
        return rankTags(query, tags).slice(0, query.limit);
      }),
  };
}

/** The first text that does not begin so. */
function after(beginning: string): string {
  return `${beginning}\u{10FFFF}`;
}

function statusStatement(query: StatusQuery, tables: Generation): { sql: string; values: Value[] } {
  const terms = tables.statusTerms;
  const all = query.all.flatMap((filter) => termOf(filter) ?? []);
  const none = query.none.flatMap((filter) => termOf(filter) ?? []);
  const values: Value[] = [
    expression(query.words, { all: 'text', none: 'text' }, { all: [everyMark, ...all], none }),
  ];
  const viewer = condition({ kind: 'library', ...query.viewer });
  const wheres = [`(s.open = 1 OR ${viewer.sql})`];
  values.push(...viewer.values);
  for (const [filters, not] of [
    [query.all, ''],
    [query.none, 'NOT '],
  ] as const) {
    for (const filter of filters) {
      if (termOf(filter) !== null) continue;
      const one = condition(filter, terms);
      wheres.push(`${not}${one.sql}`);
      values.push(...one.values);
    }
  }
  const sql = `SELECT s.id FROM ${terms} CROSS JOIN ${tables.statuses} AS s ON s.id = ${terms}.rowid
    WHERE ${terms} MATCH ? AND in_time() AND ${wheres.join(' AND ')}
    ORDER BY ${terms}.rowid DESC LIMIT ?`;
  return { sql, values: [...values, query.limit] };
}

/** The term that says it; null: the row says it. */
function termOf(filter: Filter): string | null {
  if (filter.kind === 'author') return authorTerm(filter.accountId);
  if (filter.kind === 'mark') return markTerm(filter.mark);
  return filter.kind === 'open' ? openMark : null;
}

function condition(filter: Filter, terms = 's'): { sql: string; values: Value[] } {
  if (filter.kind === 'ids') {
    return {
      sql: `(${terms}.rowid >= ? AND ${terms}.rowid < ?)`,
      values: [filter.from, filter.to],
    };
  }
  if (filter.kind !== 'library') throw new Error(`${filter.kind} is a term`);
  return {
    sql: '(s.account_id = ? OR instr(s.mentions, ?) > 0 OR s.id IN (SELECT value FROM json_each(?)))',
    values: [filter.accountId, idText([filter.accountId]), JSON.stringify(filter.ids)],
  };
}
