import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { ColumnType, SchemaTools } from '../port.ts';

export function postgresSchema(db: Kysely<unknown>): SchemaTools {
  const run = (text: string) => sql.raw(text).execute(db);
  const list = (names: readonly string[]) => names.map(quote).join(', ');

  return {
    dialect: 'postgres',
    async tables() {
      const { rows } = await sql<{ name: string }>`
        select tablename as name from pg_catalog.pg_tables where schemaname = current_schema()
      `.execute(db);
      return rows.map((row) => row.name);
    },
    async createTable(name, columns, { primaryKey, unique = {} }) {
      const parts = Object.entries(columns).map(([column, type]) => columnSql(column, type));
      parts.push(`PRIMARY KEY (${list(primaryKey)})`);
      await run(`CREATE TABLE ${quote(name)} (${parts.join(', ')})`);
      for (const [index, members] of Object.entries(unique)) {
        await run(`CREATE UNIQUE INDEX ${quote(index)} ON ${quote(name)} (${list(members)})`);
      }
    },
    async createIndex(name, table, columns) {
      await run(`CREATE INDEX ${quote(name)} ON ${quote(table)} (${list(columns)})`);
    },
    async addColumn(table, name, type) {
      await run(`ALTER TABLE ${quote(table)} ADD COLUMN IF NOT EXISTS ${columnSql(name, type)}`);
    },
  };
}

/** Text is compared and sorted by bytes, as on the other engines, whatever the database's locale. */
const types: Record<ColumnType['type'], string> = {
  id: 'bigint',
  integer: 'bigint',
  key: 'varchar(255) COLLATE "C"',
  text: 'text COLLATE "C"',
};

function columnSql(name: string, column: ColumnType): string {
  const parts = [quote(name), types[column.type]];
  if (column.nullable !== true) parts.push('NOT NULL');
  if (column.default !== undefined) parts.push(`DEFAULT ${literal(column.default)}`);
  return parts.join(' ');
}

function literal(value: number | string): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
