/** Opens what the modules stand on. Which adapter is used is decided in this folder and nowhere else. */
import { join } from 'node:path';
import type { Blob } from '@fanfare/blob';
import type { Cache } from '@fanfare/cache';
import type { MemoryServer } from '@fanfare/cache/memory';
import type { CoreTables, NotificationTables } from '@fanfare/contracts/tables';
import type { EventLog } from '@fanfare/eventlog';
import type { Clock, Log, RaisableSignal, ServiceName, Signal } from '@fanfare/kernel';
import { signal } from '@fanfare/kernel';
import type { Mail } from '@fanfare/mail';
import type { Database } from '@fanfare/sql';
import type { Metrics, MomentContext, Tracer } from '@fanfare/telemetry';
import type { AllValues } from '../services.ts';
import { openDatabases } from './databases.ts';
import { openEventLog } from './event-log.ts';

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
  /** The embedded log redelivers and interleaves at random, as a broker would. */
  chaos?: { seed: number };
  /** A memory cache's server that the caller can take away; its own otherwise. */
  cacheServer?: MemoryServer;
  /** A unit that awaits more than its own queries fails. */
  strictUnits?: boolean;
}

export interface Base {
  log: Log;
  clock: Clock;
  metrics: Metrics;
  tracer: Tracer;
  context: MomentContext;
}

/**
 * Those of the chosen services. What fails closes what was opened before it.
 * @param folder where embedded engines keep their files
 * @throws StartError for a wrong URL, password or version, or an engine that is not there
 */
export async function openEngines(
  values: AllValues,
  chosen: readonly ServiceName[],
  folder: string,
  base: Base,
  options: EngineOptions,
): Promise<Engines> {
  const opened: { close(): Promise<void> }[] = [];
  const keep: Keep = (engine) => {
    opened.push(engine);
    return engine;
  };
  const close = async () => {
    for (const engine of opened.reverse()) await engine.close();
  };
  const forget = signal();
  try {
    const cache = keep(await openCache(values, base, forget, options));
    const databases = keep(await openDatabases(values, chosen, folder, base, forget, options));
    const eventLog = await openEventLog(values, chosen, databases, cache, base, options);
    // Usually it has been stopped by then; one that was never started holds connections all the same.
    opened.push({ close: () => eventLog.stop() });
    return {
      ...databases,
      cache,
      eventLog,
      blob: await openBlob(values, folder, base, keep),
      mail: await openMail(values, folder, base),
      forget,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Closes it with the others. */
type Keep = <Engine extends { close(): Promise<void> }>(engine: Engine) => Engine;

async function openCache(
  { REDIS_URL: url, FANFARE_NAMESPACE: namespace }: AllValues,
  base: Base,
  forget: RaisableSignal,
  { cacheServer }: EngineOptions,
): Promise<Cache> {
  if (url !== null) {
    const { redisCache } = await import('@fanfare/cache/redis');
    return redisCache({ url, namespace, ...base });
  }
  const { memoryCache, memoryServer } = await import('@fanfare/cache/memory');
  const server = cacheServer ?? memoryServer(base);
  forget.on(() => server.restart());
  return memoryCache(server);
}

async function openBlob(
  { MEDIA_URL: url }: AllValues,
  folder: string,
  { log }: Base,
  keep: Keep,
): Promise<Blob> {
  if (url !== null) return keep(await (await import('@fanfare/blob/s3')).s3Blob({ url, log }));
  return (await import('@fanfare/blob/disk')).diskBlob({ folder: join(folder, 'media') });
}

async function openMail({ SMTP_URL: url }: AllValues, folder: string, { log }: Base): Promise<Mail> {
  if (url !== null) return (await import('@fanfare/mail/smtp')).smtpMail({ url, log });
  return (await import('@fanfare/mail/folder')).folderMail({ folder: join(folder, 'mail'), log });
}
