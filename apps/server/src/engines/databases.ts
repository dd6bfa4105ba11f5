/** The core database and notification's own: one SQLite file for both, or servers, or one of each. */
import { join } from 'node:path';
import type { CoreTables, NotificationTables } from '@fanfare/contracts/tables';
import type { RaisableSignal, ServiceName } from '@fanfare/kernel';
import type { Database, DatabaseName } from '@fanfare/sql';
import type { SqliteEngine } from '@fanfare/sql/sqlite';
import { connectionMetrics, databaseObservers } from '../observed/databases.ts';
import { tracedUnits } from '../observed/units.ts';
import type { AllValues } from '../services.ts';
import type { Base, EngineOptions } from './index.ts';

export interface Databases {
  /** That of a service which is not in this process throws when it is touched. */
  db: Database<CoreTables>;
  notificationDb: Database<NotificationTables>;
  close(): Promise<void>;
}

type Source = Pick<SqliteEngine, 'database' | 'close'>;

/** All services but notification use the core database, and notification alone uses its own. */
export const usesCore = (chosen: readonly ServiceName[]) => chosen.some((name) => name !== 'notification');
export const usesNotification = (chosen: readonly ServiceName[]) => chosen.includes('notification');

/** Whether the data folder's SQLite file is used. */
export function usesSqlite(values: AllValues, chosen: readonly ServiceName[]): boolean {
  return (
    (usesCore(chosen) && values.DATABASE_URL === null) ||
    (usesNotification(chosen) && values.NOTIFICATION_DATABASE_URL === null)
  );
}

export async function openDatabases(
  values: AllValues,
  chosen: readonly ServiceName[],
  folder: string,
  { log, clock, metrics, tracer, context }: Base,
  forget: RaisableSignal,
  { strictUnits = false }: EngineOptions,
): Promise<Databases> {
  const opened: Source[] = [];
  const close = async () => {
    for (const source of opened.reverse()) await source.close();
  };
  let sqlite: Source | null = null;
  const observers = databaseObservers(metrics, tracer);
  const observe = observers === null ? {} : { observe: observers.observe };

  async function sqliteFile(): Promise<Source> {
    const { openSqlite } = await import('@fanfare/sql/sqlite');
    return openSqlite({
      file: join(folder, 'fanfare.db'),
      log,
      clock,
      strictUnits,
      ...observe,
      ...(observers === null
        ? {}
        : {
            onCommit: observers.onCommit(
              values.DATABASE_URL === null && usesCore(chosen) ? 'core' : 'notification',
            ),
          }),
      onForeignWrite() {
        log.warn({}, 'Another program wrote to the database file: everything cached is dropped');
        forget.raise();
      },
    });
  }

  async function server(url: string, readUrl: string | null, setting: string): Promise<Source> {
    const settings = { url: setting, readUrl: 'DATABASE_READ_URL' };
    const options = {
      url,
      log,
      clock,
      strictUnits,
      settings,
      ...observe,
      ...(readUrl === null ? {} : { readUrl }),
    };
    if (url.startsWith('mysql:')) return (await import('@fanfare/sql/mysql')).openMysql(options);
    return (await import('@fanfare/sql/postgres')).openPostgres(options);
  }

  async function source(url: string | null, readUrl: string | null, setting: string): Promise<Source> {
    if (url === null && sqlite !== null) return sqlite;
    const made = url === null ? await sqliteFile() : await server(url, readUrl, setting);
    opened.push(made);
    if (url === null) sqlite = made;
    return made;
  }

  try {
    const core = usesCore(chosen)
      ? await source(values.DATABASE_URL, values.DATABASE_READ_URL, 'DATABASE_URL')
      : null;
    const own = usesNotification(chosen)
      ? await source(values.NOTIFICATION_DATABASE_URL, null, 'NOTIFICATION_DATABASE_URL')
      : null;
    const traced = <Tables>(database: Database<Tables> | undefined) =>
      database === undefined ? null : tracedUnits(database, tracer, context);
    const databases = {
      db: traced(core?.database<CoreTables>('core')) ?? absent('core'),
      notificationDb: traced(own?.database<NotificationTables>('notification')) ?? absent('notification'),
    };
    connectionMetrics(metrics, [
      ...(core === null ? [] : [databases.db]),
      ...(own === null ? [] : [databases.notificationDb]),
    ]);
    return { ...databases, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function absent<Tables>(name: DatabaseName): Database<Tables> {
  const refuse = () => {
    throw new Error(`The ${name} database belongs to no service of this process`);
  };
  return new Proxy({}, { get: refuse }) as Database<Tables>;
}
