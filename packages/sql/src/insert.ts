import type { Insertable, InsertResult, Kysely, UpdateObject } from 'kysely';
import { sql } from 'kysely';
import { dialectOf } from './dialect.ts';

/** Parameters per statement stay far below every engine's bound. */
const ROWS = 200;

export type TableName<Tables> = keyof Tables & string;

/** Inserts unless a unique key says the row is there. True: inserted. */
export async function insertIgnore<Tables, Name extends TableName<Tables>>(
  db: Kysely<Tables>,
  table: Name,
  row: Insertable<Tables[Name]>,
): Promise<boolean> {
  return (await insertIgnoreMany(db, table, [row])) === 1;
}

/** Inserts those rows whose unique keys are free, and says how many. */
export async function insertIgnoreMany<Tables, Name extends TableName<Tables>>(
  db: Kysely<Tables>,
  table: Name,
  rows: readonly Insertable<Tables[Name]>[],
): Promise<number> {
  const dialect = dialectOf(db);
  let inserted = 0;
  for (const chunk of chunks(rows)) {
    const insert = db.insertInto(table).values(chunk);
    // SQLite's and MySQL's INSERT IGNORE swallow other violations too; these only those of unique keys. A row that is
    // set to what it holds counts as none, because our connections do not ask for the rows that were found.
    const result =
      dialect === 'mysql'
        ? await insert.onDuplicateKeyUpdate(unchanged(table, chunk[0] as object) as never).execute()
        : await insert.onConflict((conflict) => conflict.doNothing()).execute();
    inserted += affected(result);
  }
  return inserted;
}

/** Inserts all rows, some per statement. */
export async function insertMany<Tables, Name extends TableName<Tables>>(
  db: Kysely<Tables>,
  table: Name,
  rows: readonly Insertable<Tables[Name]>[],
): Promise<void> {
  for (const chunk of chunks(rows)) await db.insertInto(table).values(chunk).execute();
}

export interface Upsert<Tables, Name extends TableName<Tables>> {
  /** The columns of the primary or unique key that may be taken already. */
  keys: readonly (keyof Tables[Name] & string)[];
  row: Insertable<Tables[Name]>;
  /**
   * What changes when it is: names of columns that take the row's values, or values and expressions by column
   * (qualify columns in expressions with the table's name). Default: all columns but the keys.
   */
  update?: readonly (keyof Tables[Name] & string)[] | UpdateObject<Tables, Name>;
}

/** Inserts the row, or changes the one that has its key. */
export async function upsert<Tables, Name extends TableName<Tables>>(
  db: Kysely<Tables>,
  table: Name,
  { keys, row, update }: Upsert<Tables, Name>,
): Promise<void> {
  const set = isNames(update) || update === undefined ? pick(row, update ?? others(row, keys)) : update;
  const insert = db.insertInto(table).values(row);
  if (dialectOf(db) === 'mysql') await insert.onDuplicateKeyUpdate(set as never).execute();
  else
    await insert
      .onConflict((conflict) => conflict.columns([...keys] as never).doUpdateSet(set as never))
      .execute();
}

function affected(results: readonly InsertResult[]): number {
  return results.reduce((sum, result) => sum + Number(result.numInsertedOrUpdatedRows ?? 0), 0);
}

function unchanged(table: string, row: object): Record<string, unknown> {
  const [column = ''] = Object.keys(row);
  return { [column]: sql.ref(`${table}.${column}`) };
}

function* chunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  if (rows.length <= ROWS) {
    if (rows.length > 0) yield rows;
    return;
  }
  for (let at = 0; at < rows.length; at += ROWS) yield rows.slice(at, at + ROWS);
}

function isNames(update: unknown): update is readonly string[] {
  return Array.isArray(update);
}

function others(row: object, keys: readonly string[]): string[] {
  return Object.keys(row).filter((name) => !keys.includes(name));
}

function pick(row: object, names: readonly string[]): Record<string, unknown> {
  const values = row as Record<string, unknown>;
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
