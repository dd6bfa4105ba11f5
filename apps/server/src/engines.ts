/** Opens what the modules stand on. Which adapter is used is decided here and nowhere else. */
import { join } from 'node:path';
import type { Blob } from '@fanfare/blob';
import type { Cache } from '@fanfare/cache';
import type { MemoryServer } from '@fanfare/cache/memory';
import type { CoreTables, NotificationTables } from '@fanfare/contracts/tables';
import type { EventLog } from '@fanfare/eventlog';
import type { Clock, Log, Signal } from '@fanfare/kernel';
import { signal } from '@fanfare/kernel';
import type { Mail } from '@fanfare/mail';
import type { Database } from '@fanfare/sql';

export interface Engines {
  db: Database<CoreTables>;
  notificationDb: Database<NotificationTables>;
  eventLog: EventLog;
  cache: Cache;
  blob: Blob;
  mail: Mail;
  /** Another program wrote to the database. */
  forget: Signal;
  close(): Promise<void>;
}

/** What only tests change. */
export interface EngineOptions {
  /** The log redelivers and interleaves at random, as a broker would. */
  chaos?: { seed: number };
  /** A cache server that the caller can take away; its own otherwise. */
  cacheServer?: MemoryServer;
  /** A unit that awaits more than its own queries fails. */
  strictUnits?: boolean;
}

/** The embedded engines, below one data folder. Each is loaded only here. */
export async function openEngines(
  folder: string,
  base: { log: Log; clock: Clock },
  options: EngineOptions,
): Promise<Engines> {
  const { log, clock } = base;
  const { openSqlite } = await import('@fanfare/sql/sqlite');
  const { sqlEventLog } = await import('@fanfare/eventlog/sql');
  const { memoryCache, memoryServer } = await import('@fanfare/cache/memory');
  const { diskBlob } = await import('@fanfare/blob/disk');
  const { folderMail } = await import('@fanfare/mail/folder');
  const server = options.cacheServer ?? memoryServer({ clock, log });
  const cache = memoryCache(server);
  const forget = signal();
  forget.on(() => server.restart());
  const sqlite = openSqlite({
    file: join(folder, 'fanfare.db'),
    log,
    clock,
    strictUnits: options.strictUnits ?? false,
    onForeignWrite() {
      log.warn({}, 'Another program wrote to the database file: everything cached is dropped');
      forget.raise();
    },
  });
  const db = sqlite.database<CoreTables>('core');
  const notificationDb = sqlite.database<NotificationTables>('notification');
  const eventLog = sqlEventLog({
    sources: [
      { name: 'core', database: db },
      { name: 'notification', database: notificationDb },
    ],
    log,
    clock,
    ...(options.chaos === undefined ? {} : { chaos: options.chaos }),
  });
  return {
    db,
    notificationDb,
    eventLog,
    cache,
    blob: diskBlob({ folder: join(folder, 'media') }),
    mail: folderMail({ folder: join(folder, 'mail'), log }),
    forget,
    async close() {
      await cache.close();
      await sqlite.close();
    },
  };
}
