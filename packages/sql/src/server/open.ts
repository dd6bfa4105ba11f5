import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Log } from '@fanfare/kernel';
import { StartError, systemClock } from '@fanfare/kernel';
import type { SqlObserver } from '../observer.ts';
import type { Database } from '../port.ts';
import type { DatabaseName } from '../system/tables.ts';
import { databaseOn } from './database.ts';
import type { Driver, RawSession } from './driver.ts';
import type { Shares } from './shares.ts';
import { sharesOf } from './shares.ts';
import type { Address } from './url.ts';

export interface ServerOptions {
  url: string;
  /** A replica, for signed-out pages and bulk work; the same server otherwise. */
  readUrl?: string;
  log: Log;
  clock: Clock;
  /** How long a node number stays with this process after its last sign of life, in ms. */
  leaseTtl?: number;
  /** A unit that awaits more than its own queries fails at once: for tests and development. */
  strictUnits?: boolean;
  /** Default: `own`, or where `clock` is not the system's (tests that move time) that one stands for the engine's too. */
  engineClock?: 'own' | 'clock';
  /** Is told of statements and units. */
  observe?: (of: DatabaseName) => SqlObserver;
  /** The settings that hold the URLs, as advice names them. */
  settings?: { url: string; readUrl: string };
}

export interface ServerEngine {
  /** Both databases on one URL share the connections; open a second engine for a second URL. */
  database<Tables>(name: DatabaseName): Database<Tables>;
  /** Waits for what runs (some seconds at most), gives back the node numbers, closes the connections. */
  close(): Promise<void>;
}

const LEASE = 60_000;
/** Engines may start beside us, in ms. */
const START_WITHIN = 20_000;
const START_PAUSE = 250;
const CLOSE_WITHIN = 5_000;

export const SETTINGS = { url: 'DATABASE_URL', readUrl: 'DATABASE_READ_URL' };

/** @throws StartError when the server cannot be used, with a sentence that says what to do */
export async function openServer(
  driver: Driver,
  options: ServerOptions,
  addressOf: (url: string, setting: string) => Address,
): Promise<ServerEngine> {
  const { log, clock, settings = SETTINGS } = options;
  const address = addressOf(options.url, settings.url);
  const readAddress = options.readUrl === undefined ? null : addressOf(options.readUrl, settings.readUrl);
  await greet(driver, address, settings.url, { primary: true, log });
  if (readAddress !== null) await greet(driver, readAddress, settings.readUrl, { primary: false, log });

  const shares = sharesOf({ driver, address, log, replica: false });
  const replica: Shares | null =
    readAddress === null ? null : sharesOf({ driver, address: readAddress, log, replica: true });
  const asksEngine = (options.engineClock ?? (clock === systemClock ? 'own' : 'clock')) === 'own';
  const shared = {
    driver,
    shares,
    replica,
    clock,
    ...(asksEngine ? {} : { engineClock: clock }),
    log,
    leaseTtl: options.leaseTtl ?? LEASE,
    holder: randomUUID(),
    strict: options.strictUnits ?? false,
    ...(options.observe === undefined ? {} : { observe: options.observe }),
  };
  const open = new Map<DatabaseName, Database<unknown>>();
  let closing: Promise<void> | null = null;

  async function closeConnections(): Promise<void> {
    const until = performance.now() + CLOSE_WITHIN;
    await Promise.all([shares.close(until), replica?.close(until)]);
  }

  function closed(name: DatabaseName): Promise<void> | undefined {
    open.delete(name);
    if (open.size > 0) return undefined;
    closing ??= closeConnections();
    return closing;
  }

  return {
    database<Tables>(name: DatabaseName) {
      if (closing !== null) throw new Error('The database is closed.');
      const known = open.get(name) ?? databaseOn<unknown>(shared, name, () => closed(name));
      open.set(name, known);
      return known as Database<Tables>;
    },
    async close() {
      await Promise.all([...open.values()].map((database) => database.close()));
      closing ??= closeConnections();
      await closing;
    },
  };
}

/** Waits until the server answers, and looks whether it is one that Fanfare works with. */
async function greet(
  driver: Driver,
  address: Address,
  setting: string,
  { primary, log }: { primary: boolean; log: Log },
): Promise<void> {
  const until = performance.now() + START_WITHIN;
  const use = { units: false, readOnly: true, primary, statement: 4_000, lock: 1_000 };
  for (let tries = 0; ; tries++) {
    let session: RawSession | undefined;
    try {
      session = await driver.connect(address, use, () => undefined, 3_000);
      const { version, good } = await driver.version(session);
      if (!good) {
        const advice = `Fanfare needs ${driver.wanted}`;
        throw new StartError(
          `${setting} leads to ${driver.product} ${version} (${address.label}): ${advice}.`,
        );
      }
      const risks = primary ? await driver.risks(session) : [];
      for (const risk of risks) log.warn({ engine: driver.product, at: address.label }, risk);
      return;
    } catch (cause) {
      if (cause instanceof StartError) throw cause;
      const advice = driver.hopeless(cause, address);
      if (advice !== null) throw new StartError(`${setting}: ${advice}.`, { cause });
      if (performance.now() > until) {
        const reason =
          cause instanceof Error
            ? cause.message || String((cause as { code?: unknown }).code)
            : String(cause);
        throw new StartError(
          `${setting}: ${driver.product} at ${address.label} cannot be reached (${reason}): start it, or correct the URL.`,
          { cause },
        );
      }
      if (tries === 4) log.info({ at: address.label }, `Waiting for ${driver.product}`);
      await pause(START_PAUSE);
    } finally {
      session?.end();
    }
  }
}
