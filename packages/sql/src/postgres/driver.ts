import type { Driver, Statements } from '../server/driver.ts';
import type { PostgresResult } from './connect.ts';
import { connect } from './connect.ts';
import { failureOf, hopeless, isCrowded, isStale } from './errors.ts';
import { postgresSchema } from './schema.ts';

const OLDEST = 140_000;
/** `fanf`: the advisory lock under which the schema changes. */
const SCHEMA_LOCK = 0x66616e66;
const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

export const postgresDriver: Driver = {
  dialect: 'postgres',
  product: 'Postgres',
  wanted: 'Postgres 15 or newer, with the encoding UTF8',
  connect,
  failureOf,
  isCrowded,
  isStale,
  hopeless,
  async version(session) {
    const row = await settings(session, ['server_version', 'server_version_num', 'server_encoding']);
    const good = Number(row.server_version_num) >= OLDEST && row.server_encoding === 'UTF8';
    return { version: `${row.server_version} (${row.server_encoding})`, good };
  },
  async risks(session) {
    const row = await settings(session, ['fsync', 'synchronous_commit', 'full_page_writes']);
    return Object.entries(row)
      .filter(([, value]) => value === 'off')
      .map(([name]) => `${name} is off in Postgres: what was accepted may be lost when it crashes`);
  },
  async begin(session) {
    const { rows } = await session.query(`BEGIN ISOLATION LEVEL READ COMMITTED; SELECT ${NOW} AS now`, []);
    return (rows[0] as { now: number }).now;
  },
  async commit(session) {
    const { command } = (await session.query('COMMIT', [])) as PostgresResult;
    // A transaction in which a statement failed is rolled back without an error.
    if (command !== 'COMMIT') throw new Error(`Postgres answered COMMIT with ${command}`);
  },
  async beginSnapshot(session) {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', []);
  },
  async lockSchema(session) {
    const { rows } = await session.query('SELECT pg_try_advisory_lock($1, $2) AS taken', [SCHEMA_LOCK, 1]);
    return (rows[0] as { taken: number }).taken === 1;
  },
  schemaRollsBack: true,
  schema: postgresSchema,
};

async function settings<Name extends string>(
  session: Statements,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const columns = names.map((name) => `current_setting('${name}') AS ${name}`);
  const { rows } = await session.query(`SELECT ${columns.join(', ')}`, []);
  return rows[0] as Record<Name, string>;
}
