import { createHash } from 'node:crypto';
import type { Driver, Statements } from '../server/driver.ts';
import { connect, isMariadb } from './connect.ts';
import { failureOf, hopeless, isCrowded } from './errors.ts';
import { mysqlSchema } from './schema.ts';

const NOW = 'SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now';

export const mysqlDriver: Driver = {
  dialect: 'mysql',
  product: 'MySQL',
  wanted: 'MySQL 8.0 or newer, or MariaDB 10.6 or newer',
  connect,
  failureOf,
  isCrowded,
  isStale: () => false,
  hopeless,
  async version(session) {
    const { version } = await first<{ version: string }>(session, 'SELECT VERSION() AS version');
    const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
    const good = isMariadb(version) ? major > 10 || (major === 10 && minor >= 6) : major >= 8;
    return { version, good };
  },
  async risks(session) {
    const flush = 'innodb_flush_log_at_trx_commit';
    const { value } = await first<{ value: number }>(session, `SELECT @@${flush} AS value`);
    if (value === 1) return [];
    return [`${flush} is ${value} in MySQL: what was accepted may be lost when it crashes`];
  },
  async begin(session) {
    return (await first<{ now: number }>(session, NOW)).now;
  },
  async commit(session) {
    await session.query('COMMIT', []);
  },
  async beginSnapshot(session) {
    await session.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', []);
    await session.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY', []);
  },
  async lockSchema(session) {
    const { name } = await first<{ name: string }>(session, 'SELECT DATABASE() AS name');
    // The lock is the whole server's, so its name says which database, in the 64 characters that it may have.
    const lock = `fanfare-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
    const { taken } = await first<{ taken: number }>(session, 'SELECT GET_LOCK(?, 0) AS taken', [lock]);
    return taken === 1;
  },
  schemaRollsBack: false,
  schema: mysqlSchema,
};

async function first<Row>(
  session: Statements,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row> {
  const { rows } = await session.query(sql, parameters);
  return rows[0] as Row;
}
