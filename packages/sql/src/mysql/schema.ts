import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { ColumnType, SchemaTools } from '../port.ts';
import { isMariadb } from './connect.ts';

/**
 * MySQL commits each change of the schema by itself. A migration that was cut off runs again from its begin, so each
 * step does nothing where it was done.
 */
export function mysqlSchema(db: Kysely<unknown>): SchemaTools {
  const run = (text: string) => sql.raw(text).execute(db);
  const list = (names: readonly string[]) => names.map(quote).join(', ');
  let collation: string | undefined;

  /** By bytes, spaces at the end included: the two servers name that differently. */
  async function collationHere(): Promise<string> {
    if (collation === undefined) {
      const { rows } = await sql<{ version: string }>`select version() as version`.execute(db);
      collation = isMariadb(rows[0]?.version ?? '') ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
    }
    return collation;
  }

  return {
    dialect: 'mysql',
    async tables() {
      const { rows } = await sql<{ name: string }>`
        select table_name as name from information_schema.tables where table_schema = database()
      `.execute(db);
      return rows.map((row) => row.name);
    },
    async createTable(name, columns, { primaryKey, unique = {} }) {
      const parts = Object.entries(columns).map(([column, type]) => columnSql(column, type));
      parts.push(`PRIMARY KEY (${list(primaryKey)})`);
      for (const [index, members] of Object.entries(unique)) {
        parts.push(`UNIQUE KEY ${quote(index)} (${list(members)})`);
      }
      const options = `ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE ${await collationHere()}`;
      await run(`CREATE TABLE IF NOT EXISTS ${quote(name)} (${parts.join(', ')}) ${options}`);
    },
    async createIndex(name, table, columns) {
      const { rows } = await sql`
        select 1 from information_schema.statistics
        where table_schema = database() and table_name = ${table} and index_name = ${name} limit 1
      `.execute(db);
      if (rows.length === 0) await run(`CREATE INDEX ${quote(name)} ON ${quote(table)} (${list(columns)})`);
    },
    async addColumn(table, name, type) {
      const { rows } = await sql`
        select 1 from information_schema.columns
        where table_schema = database() and table_name = ${table} and column_name = ${name} limit 1
      `.execute(db);
      if (rows.length === 0) await run(`ALTER TABLE ${quote(table)} ADD COLUMN ${columnSql(name, type)}`);
    },
  };
}

const types: Record<ColumnType['type'], string> = {
  id: 'bigint',
  integer: 'bigint',
  key: 'varchar(255)',
  text: 'longtext',
};

function columnSql(name: string, column: ColumnType): string {
  const parts = [quote(name), types[column.type]];
  parts.push(column.nullable === true ? 'NULL' : 'NOT NULL');
  // In brackets it is an expression, which a long text may have too.
  if (column.default !== undefined) parts.push(`DEFAULT (${literal(column.default)})`);
  return parts.join(' ');
}

function literal(value: number | string): string {
  if (typeof value === 'number') return String(value);
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
