import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { ColumnType, SchemaTools } from '../port.ts';

/**
 * STRICT tables, so that a value of the wrong type fails here as it does on the server engines. A table whose key is
 * not one integer is kept in the order of its key, without a hidden row number.
 */
export function sqliteSchema(db: Kysely<unknown>): SchemaTools {
  const run = (text: string) => sql.raw(text).execute(db);
  const list = (names: readonly string[]) => names.map(quote).join(', ');

  return {
    dialect: 'sqlite',
    async tables() {
      const { rows } = await sql<{
        name: string;
      }>`select name from sqlite_schema where type = 'table'`.execute(db);
      return rows.map((row) => row.name);
    },
    async createTable(name, columns, { primaryKey, unique = {} }) {
      const [only] = primaryKey;
      const alias = primaryKey.length === 1 && only !== undefined && isInteger(columns[only]);
      const parts = Object.entries(columns).map(([column, type]) => columnSql(column, type));
      parts.push(`PRIMARY KEY (${list(primaryKey)})`);
      await run(`CREATE TABLE ${quote(name)} (${parts.join(', ')}) STRICT${alias ? '' : ', WITHOUT ROWID'}`);
      for (const [index, members] of Object.entries(unique)) {
        await run(`CREATE UNIQUE INDEX ${quote(index)} ON ${quote(name)} (${list(members)})`);
      }
    },
    async createIndex(name, table, columns) {
      await run(`CREATE INDEX ${quote(name)} ON ${quote(table)} (${list(columns)})`);
    },
    async addColumn(table, name, type) {
      const { rows } = await sql`select 1 from pragma_table_info(${table}) where name = ${name}`.execute(db);
      if (rows.length === 0) await run(`ALTER TABLE ${quote(table)} ADD COLUMN ${columnSql(name, type)}`);
    },
  };
}

function isInteger(column: ColumnType | undefined): boolean {
  return column?.type === 'id' || column?.type === 'integer';
}

function columnSql(name: string, column: ColumnType): string {
  const type = isInteger(column) ? 'INTEGER' : 'TEXT';
  const parts = [quote(name), type];
  if (column.nullable !== true) parts.push('NOT NULL');
  if (column.default !== undefined) parts.push(`DEFAULT ${literal(column.default)}`);
  if (column.type === 'key') parts.push(`CHECK (length(${quote(name)}) <= 255)`);
  return parts.join(' ');
}

function literal(value: number | string): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
