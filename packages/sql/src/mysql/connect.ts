import type { Socket } from 'node:net';
import type { QueryResult } from 'kysely';
import type { QueryResult as Answer, Connection, FieldPacket, ResultSetHeader } from 'mysql2';
import { createConnection } from 'mysql2';
import type { RawSession, SessionUse } from '../server/driver.ts';
import type { Address } from '../server/url.ts';

const KEEP_ALIVE = 10_000;
/** The type of a 64-bit integer in a result. */
const LONGLONG = 8;
/** What the server counts in the rows that an UPDATE found, whether it changed them or not. */
const MATCHED = /^Rows matched: (\d+)/;

export async function connect(
  { host, port, user, password, database, tls }: Address,
  use: SessionUse,
  onLost: (error: Error) => void,
  timeout: number,
): Promise<RawSession> {
  const connection = createConnection({
    ...{ host, port, user, password, database },
    ...(tls === false ? {} : { ssl: tls as object }),
    charset: 'utf8mb4_bin',
    connectTimeout: timeout,
    enableKeepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE,
    // Without FOUND_ROWS an insert that met a taken key counts as none; what an UPDATE found is in its message.
    flags: ['-FOUND_ROWS', '-LOCAL_FILES'],
    multipleStatements: false,
    // A value is a text or a number: an object would become SQL of its own.
    stringifyObjects: true,
    supportBigNumbers: true,
    decimalNumbers: true,
    dateStrings: true,
  });
  let up = false;
  let asked = false;
  const lost = (error: Error) => {
    if (up && !asked) onLost(error);
  };
  const cut = () => {
    asked = true;
    socketOf(connection).destroy();
  };
  // Without a listener an error between two statements would end the process.
  connection.on('error', lost);
  connection.on('end', () => lost(new Error('the server ended the connection')));

  const session: RawSession = {
    query: (sql, parameters) =>
      new Promise((resolve, reject) => {
        connection.query(sql, [...parameters], (error, answer, fields) => {
          if (error !== null) return reject(error);
          try {
            resolve(resultOf(answer, fields));
          } catch (wrong) {
            reject(wrong as Error);
          }
        });
      }),
    end() {
      asked = true;
      connection.end((error) => {
        if (error) cut();
      });
    },
    cut,
  };
  // The library's own limit ends with the first word of the server.
  let patience: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      patience = setTimeout(() => {
        cut();
        reject(Object.assign(new Error(`no session within ${timeout} ms`), { code: 'ETIMEDOUT' }));
      }, timeout);
      connection.connect((error) => (error ? reject(error) : prepare(session, use).then(resolve, reject)));
    });
    up = true;
    return session;
  } catch (error) {
    cut();
    throw error;
  } finally {
    clearTimeout(patience);
  }
}

const strict = [
  'ONLY_FULL_GROUP_BY',
  'STRICT_TRANS_TABLES',
  'STRICT_ALL_TABLES',
  'NO_ZERO_IN_DATE',
  'NO_ZERO_DATE',
  'ERROR_FOR_DIVISION_BY_ZERO',
  'NO_ENGINE_SUBSTITUTION',
].join(',');

/** Settings that hold for the session, whatever the server's own are. */
async function prepare(session: RawSession, use: SessionUse): Promise<void> {
  const { rows } = await session.query('SELECT VERSION() AS version, @@read_only AS read_only', []);
  const [{ version, read_only }] = rows as [{ version: string; read_only: number }];
  if (use.primary && read_only === 1) {
    throw Object.assign(new Error('it is read-only, as a replica is'), {
      code: 'ER_OPTION_PREVENTS_STATEMENT',
    });
  }
  const mariadb = isMariadb(version);
  const seconds = (ms: number) => Math.ceil(ms / 1000);
  const settings = [
    `sql_mode = '${strict}'`,
    "time_zone = '+00:00'",
    `innodb_lock_wait_timeout = ${seconds(use.lock)}`,
    `lock_wait_timeout = ${seconds(use.lock)}`,
    // MySQL bounds reading statements only; what else runs too long is cut from here.
    mariadb ? `max_statement_time = ${use.statement / 1000}` : `max_execution_time = ${use.statement}`,
    // A transaction then begins with the first statement, without a round trip of its own.
    `autocommit = ${use.units ? 0 : 1}`,
    // A client that stands still in the middle of a unit keeps its locks no longer than that.
    ...(mariadb && use.units ? [`idle_transaction_timeout = ${seconds(use.statement) + 5}`] : []),
  ];
  await session.query(`SET SESSION ${settings.join(', ')}`, []);
  const access = use.readOnly ? 'READ ONLY' : 'READ WRITE';
  await session.query(`SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, ${access}`, []);
}

export function isMariadb(version: string): boolean {
  return /mariadb/i.test(version);
}

function resultOf(answer: Answer, fields: readonly FieldPacket[] | undefined): QueryResult<unknown> {
  if (Array.isArray(answer)) {
    refuseHuge(answer, fields ?? []);
    return { rows: answer };
  }
  const { affectedRows, insertId, info } = answer as ResultSetHeader;
  const matched = MATCHED.exec(info);
  return {
    rows: [],
    numAffectedRows: BigInt(matched?.[1] ?? affectedRows),
    ...(insertId > 0 ? { insertId: BigInt(insertId) } : {}),
  };
}

/** The library gives an integer that a JS number cannot hold as a text. */
function refuseHuge(rows: readonly unknown[], fields: readonly FieldPacket[]): void {
  for (const { name, columnType } of fields) {
    if (columnType !== LONGLONG) continue;
    for (const row of rows) {
      if (typeof (row as Record<string, unknown>)[name] === 'string') {
        throw new RangeError('The database answered with an integer above 53 bits');
      }
    }
  }
}

function socketOf(connection: Connection): Socket {
  return (connection as unknown as { stream: Socket }).stream;
}
