import type { Socket } from 'node:net';
import type { QueryResult } from 'kysely';
import type { QueryResult as Answer } from 'pg';
import pg from 'pg';
import type { RawSession, SessionUse } from '../server/driver.ts';
import type { Address } from '../server/url.ts';
import { parserOf } from './types.ts';

/** What a statement answered; `command` is what the server says it did. */
export type PostgresResult = QueryResult<unknown> & { command: string };

const KEEP_ALIVE = 10_000;
const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

export async function connect(
  { host, port, user, password, database, tls }: Address,
  use: SessionUse,
  onLost: (error: Error) => void,
  timeout: number,
): Promise<RawSession> {
  const client = new pg.Client({
    ...{ host, port, user, password, database, ssl: tls },
    application_name: 'fanfare',
    connectionTimeoutMillis: timeout,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE,
    types: { getTypeParser: parserOf as never },
  });
  let up = false;
  let asked = false;
  const lost = (error: Error) => {
    if (up && !asked) onLost(error);
  };
  // Without a listener an error between two statements would end the process.
  client.on('error', lost);
  client.on('end', () => lost(new Error('the server ended the connection')));
  const cut = () => {
    asked = true;
    socketOf(client).destroy();
  };

  const session: RawSession = {
    async query(sql, parameters, name) {
      const answer = await client.query({ text: sql, values: parameters as unknown[], name });
      return resultOf(answer);
    },
    end() {
      asked = true;
      client.end().catch(() => cut());
    },
    cut,
  };
  // The server has time to start a session, but not for ever.
  const patience = setTimeout(cut, timeout);
  try {
    await client.connect();
    await prepare(session, use);
    up = true;
    return session;
  } catch (error) {
    cut();
    throw error;
  } finally {
    clearTimeout(patience);
  }
}

/** All settings in one statement: they hold for the session, whatever the server's own are. */
async function prepare(session: RawSession, use: SessionUse): Promise<void> {
  const settings: Record<string, string> = {
    statement_timeout: `${use.statement}`,
    lock_timeout: `${use.lock}`,
    // A client that stands still in the middle of a unit keeps its locks no longer than that.
    idle_in_transaction_session_timeout: use.statement === 0 ? '0' : `${use.statement + 5_000}`,
    default_transaction_isolation: 'read committed',
    default_transaction_read_only: use.readOnly ? 'on' : 'off',
    standard_conforming_strings: 'on',
    // Statements here are small: to compile one costs more than to run it.
    jit: 'off',
  };
  const set = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', false)`);
  const { rows } = await session.query(`SELECT pg_is_in_recovery() AS standby, ${set.join(', ')}`, []);
  const [{ standby }] = rows as [{ standby: number }];
  if (use.primary && standby === 1) {
    throw Object.assign(new Error('it is a standby, which takes no writes'), { code: '25006' });
  }
}

/** Several statements in one text are answered with several results: the last one counts. */
function resultOf(answer: Answer | Answer[]): PostgresResult {
  const { rows, rowCount, command } = (Array.isArray(answer) ? answer.at(-1) : answer) as Answer;
  if (!changing.has(command)) return { rows, command };
  return { rows, command, numAffectedRows: BigInt(rowCount ?? 0) };
}

function socketOf(client: pg.Client): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}
