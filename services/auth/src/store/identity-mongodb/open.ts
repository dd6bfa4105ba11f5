/** From the URL to a connection with its indexes, or one sentence that says what to mend. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@fanfare/kernel';
import { isAppError, StartError } from '@fanfare/kernel';
import { MongoClient, MongoCompatibilityError, MongoError, MongoServerError } from 'mongodb';
import type { MongoConnection } from './connection.ts';
import { clientOptions, connectionOf } from './connection.ts';
import { isDuplicate, portError } from './failures.ts';
import type { CollectionName } from './indexes.ts';
import { indexes } from './indexes.ts';

/** Engines start beside us. In ms. */
const PATIENCE = 20_000;
const PAUSE = 250;
const EXAMPLE = 'mongodb://user:password@host:27017/fanfare';

export interface MongoOptions {
  url: string;
  log: Log;
  /** How long an engine that is not there yet is waited for, in ms; 20 s. */
  patience?: number;
}

/** @throws StartError */
export async function openMongo({ url, log, patience = PATIENCE }: MongoOptions): Promise<MongoConnection> {
  const database = databaseIn(url);
  const until = performance.now() + patience;
  for (;;) {
    const client = clientOf(url);
    try {
      await client.connect();
      // Credentials are shown with the first command.
      await client.db(database).command({ ping: 1 });
      await makeIndexes(client, database);
      return connectionOf(client, database, log);
    } catch (error) {
      await client.close().catch(() => {}); // there may be nothing to close
      if (!mayCome(error) || performance.now() > until) throw startError(error, client, database);
      log.debug({ err: error }, 'MongoDB is not there yet');
    }
    await pause(PAUSE);
  }
}

async function makeIndexes(client: MongoClient, database: string): Promise<void> {
  for (const [name, wanted] of Object.entries(indexes) as [CollectionName, (typeof indexes)['people']][]) {
    if (wanted !== undefined)
      await client
        .db(database)
        .collection(name)
        .createIndexes([...wanted]);
  }
}

function clientOf(url: string): MongoClient {
  try {
    return new MongoClient(url, clientOptions);
  } catch (cause) {
    const why = cause instanceof Error ? ` (${cause.message})` : '';
    throw new StartError(`IDENTITY_URL cannot be read${why}; write it as in ${EXAMPLE}.`, { cause });
  }
}

/** The driver would take the name `test`. */
function databaseIn(url: string): string {
  const [, path = ''] = /^mongodb(?:\+srv)?:\/\/[^/]*\/([^?]*)/.exec(url) ?? [];
  if (path === '') {
    throw new StartError(`IDENTITY_URL names no database; write one behind the host, as in ${EXAMPLE}.`);
  }
  return decodeURIComponent(path);
}

/** Credentials, versions and rights do not mend themselves while we wait. */
function mayCome(error: unknown): boolean {
  if (isIncompatible(error) || isRefusal(error)) return false;
  return isAppError(portError(error), 'engine_away');
}

function isRefusal(error: unknown): boolean {
  if (error instanceof MongoServerError && (error.code === 13 || error.code === 18)) return true;
  return error instanceof Error && error.cause !== undefined && isRefusal(error.cause);
}

function isIncompatible(error: unknown): boolean {
  if (error instanceof MongoCompatibilityError) return true;
  return error instanceof Error && error.cause !== undefined && isIncompatible(error.cause);
}

function startError(error: unknown, client: MongoClient, database: string): unknown {
  if (!(error instanceof MongoError)) return error;
  const hosts = client.options.hosts.map(String).join(', ') || 'the address';
  const at = `MongoDB at ${hosts} (IDENTITY_URL)`;
  const sentence = (): string => {
    if (isDuplicate(error)) {
      return `The database "${database}" of ${at} holds documents that contradict a unique index (${error.message}); use an empty database or remove them.`;
    }
    if (error instanceof MongoServerError && error.code === 13)
      return `${at} does not let its user write to the database "${database}"; give the user the role readWrite there.`;
    if (isRefusal(error))
      return `${at} refuses the user or the password; correct them, and add ?authSource=admin if the user was made there.`;
    if (isIncompatible(error))
      return `${at} has a version that cannot be used (${error.message}); use MongoDB 4.2 or newer.`;
    if (isAppError(portError(error), 'engine_away'))
      return `${at} does not answer (${error.message}); start it, or correct the address.`;
    return `${at} cannot be used (${error.message}).`;
  };
  return new StartError(sentence(), { cause: error });
}
