import type { StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import type { CompiledQuery, QueryResult } from 'kysely';
import { checkParameters } from '../parameters.ts';

/** Statements kept ready per connection; the rest is prepared anew. */
const STATEMENTS = 300;

export interface Connection {
  readonly raw: DatabaseSync;
  /** Runs one statement to its end. */
  execute<Row>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): QueryResult<Row>;
  /** A statement without parameters and rows. */
  run(sql: string): void;
  close(): void;
}

interface Prepared {
  statement: StatementSync;
  columns: string[];
}

type Value = null | number | bigint | string | Uint8Array;

/** Opens one connection; WAL and durability are set on the writer and hold for the file. */
export function openConnection(file: string, pragmas: readonly string[]): Connection {
  const raw = new DatabaseSync(file, { timeout: 1000 });
  try {
    for (const pragma of pragmas) raw.exec(`PRAGMA ${pragma}`);
  } catch (error) {
    raw.close();
    throw error;
  }
  const ready = new Map<string, Prepared>();

  function prepare(sql: string): Prepared {
    let prepared = ready.get(sql);
    if (prepared !== undefined) {
      // The map keeps the order of use, so that the first entry is the one longest unused.
      ready.delete(sql);
    } else {
      prepared = prepareOn(raw, sql);
      const oldest = ready.size >= STATEMENTS ? ready.keys().next().value : undefined;
      if (oldest !== undefined) ready.delete(oldest);
    }
    ready.set(sql, prepared);
    return prepared;
  }

  return {
    raw,
    execute(query) {
      const prepared = prepare(query.sql);
      const parameters = query.parameters.map(bind);
      if (prepared.columns.length === 0) {
        const { changes } = prepared.statement.run(...parameters);
        return { rows: [], numAffectedRows: BigInt(changes) };
      }
      const rows = prepared.statement.all(...parameters) as unknown as unknown[][];
      return { rows: objects(prepared, rows) };
    },
    run(sql) {
      prepare(sql).statement.run();
    },
    close() {
      ready.clear();
      raw.close();
    },
  };
}

function prepareOn(raw: DatabaseSync, sql: string): Prepared {
  const statement = raw.prepare(sql);
  const columns = namesOf(statement);
  // Arrays made into objects here are twice as fast as node's objects, and these have the usual prototype.
  if (columns.length > 0) statement.setReturnArrays(true);
  return { statement, columns };
}

function namesOf(statement: StatementSync): string[] {
  return statement.columns().map((column) => column.name);
}

function objects<Row>(prepared: Prepared, rows: unknown[][]): Row[] {
  // A migration may have changed what `*` means.
  if (rows[0] !== undefined && rows[0].length !== prepared.columns.length) {
    prepared.columns = namesOf(prepared.statement);
  }
  const { columns } = prepared;
  const width = columns.length;
  return rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (let at = 0; at < width; at++) row[columns[at] as string] = values[at];
    return row as Row;
  });
}

/** node:sqlite binds every JS number as a float: '5.0' in a text column, float division. Integers go as integers. */
function bind(value: unknown): Value {
  if (typeof value === 'string') return value;
  if (Number.isSafeInteger(value)) return BigInt(value as number);
  // It would take a truth as a number, and what is no number as nothing.
  checkParameters([value]);
  return value as Value;
}
