import type { Clock, Log } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Kysely } from 'kysely';
import type { SqlObserver } from '../observer.ts';
import { observedUnit } from '../observer.ts';
import type { Database, Unit } from '../port.ts';
import { eventChecker } from '../system/event-check.ts';
import { leaseKeeper } from '../system/keep-lease.ts';
import { leaseOf } from '../system/lease.ts';
import { outboxOf } from '../system/outbox.ts';
import type { Pending } from '../system/pending.ts';
import { collectors, noPending } from '../system/pending.ts';
import type { DatabaseName, SystemTables } from '../system/tables.ts';
import { systemNames } from '../system/tables.ts';
import { systemWriter, writePending } from '../system/write.ts';
import type { Driver } from './driver.ts';
import { inMigration } from './migration.ts';
import { readsOn } from './reads.ts';
import type { Shares } from './shares.ts';
import { inSnapshot } from './snapshots.ts';
import { unitsOn } from './units.ts';

/** What all databases on one URL share. */
export interface Shared {
  driver: Driver;
  shares: Shares;
  /** Of the replica, where there is one. */
  replica: Shares | null;
  clock: Clock;
  /** Stands for the engine's clock. */
  engineClock?: Clock;
  log: Log;
  leaseTtl: number;
  /** Names this process among all clients of the database. */
  holder: string;
  strict: boolean;
  observe?: (of: DatabaseName) => SqlObserver;
}

export function databaseOn<Tables>(
  shared: Shared,
  source: DatabaseName,
  onClosed: () => Promise<void> | undefined,
): Database<Tables> {
  const { driver, shares, replica, clock, log, leaseTtl: ttl, holder } = shared;
  const system = systemNames(source);
  const check = eventChecker();
  const listeners = new Set<(heads: ReadonlyMap<number, number>) => void>();
  const lease = leaseOf({ clock, names: system, holder, ttl });
  const rows = systemWriter(source, system, driver.dialect);
  const observer = shared.observe?.(source);
  const run = unitsOn({ ...shared, observer });
  const read = readsOn<Tables>(driver, () => ({ shares, share: 'read' }), observer);
  // While the replica is away the primary stands in for it, with the connections that such work may have there.
  const other = () => (replica === null || replica.reach.away !== null ? shares : replica);
  let closing: Promise<void> | null = null;

  const keeper = leaseKeeper({
    lease,
    ttl,
    log,
    unit: (work) => run('people', (db, { now }) => work(db as Kysely<SystemTables>, now)),
  });

  const runUnit: Database<Tables>['unit'] = async (work, { lane = 'people', trace = null } = {}) => {
    if (closing !== null) throw new AppError('shutting_down');
    if (!lease.usable()) await keeper.take();
    let heads: ReadonlyMap<number, number> = new Map();
    let afterwards: Pending['afterwards'] = [];
    const result = await run(lane, async (db, time) => {
      const pending = noPending();
      const { now } = time;
      const mint = () => {
        time.check();
        return lease.mint();
      };
      const own: Unit<Tables> = {
        db: db as Kysely<Tables>,
        now,
        system,
        ...collectors<Tables>(pending, check, mint),
      };
      const answer = await work(own);
      afterwards = pending.afterwards;
      heads = await writePending(rows, db, pending, { now, trace, mint });
      return answer;
    });
    if (heads.size > 0) tell(heads);
    for (const after of afterwards) after();
    return result;
  };

  function tell(heads: ReadonlyMap<number, number>): void {
    for (const listener of listeners) {
      try {
        listener(heads);
      } catch (error) {
        log.error({ err: error }, 'A listener of commits broke');
      }
    }
  }

  const unit = observedUnit(runUnit, observer);

  async function close(): Promise<void> {
    await keeper.stop();
    await onClosed();
  }

  return {
    dialect: driver.dialect,
    source,
    system,
    read,
    replica: readsOn<Tables>(driver, () => ({ shares: other(), share: 'replica' }), observer),
    unit,
    snapshot: (work) => inSnapshot(driver, shares, work, observer),
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    outbox: outboxOf({
      read: read as unknown as Kysely<unknown>,
      unit: unit as Database<unknown>['unit'],
      system,
    }),
    migration: (work) => inMigration(driver, shares, log, work),
    connections: () => shares.connections,
    health: () => healthOf(driver, shares, replica),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

async function healthOf(
  driver: Driver,
  shares: Shares,
  replica: Shares | null,
): Promise<{ ok: boolean; detail?: string }> {
  const session = await shares
    .pool('read')
    .acquire(performance.now() + HEALTH_WITHIN)
    .catch(wordsOf);
  if (typeof session === 'string') return { ok: false, detail: session };
  let detail: string;
  try {
    const { version } = await driver.version(session);
    detail = [`${driver.product} ${version}`, ...(await driver.risks(session))].join('; ');
  } catch (error) {
    return { ok: false, detail: wordsOf(error) };
  } finally {
    shares.pool('read').release(session);
  }
  if (replica === null || replica.reach.away === null) return { ok: true, detail };
  return { ok: true, detail: `${detail}; the replica is away, so the primary stands in for it` };
}

/** In ms. */
const HEALTH_WITHIN = 2_000;

function wordsOf(error: unknown): string {
  if (error instanceof AppError) return error.options.detail ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
