import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock, Log } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Kysely } from 'kysely';
import type { SqlObserver } from '../observer.ts';
import { observedUnit } from '../observer.ts';
import type { Database, Lane, Unit } from '../port.ts';
import { eventChecker } from '../system/event-check.ts';
import { leaseKeeper } from '../system/keep-lease.ts';
import { leaseOf } from '../system/lease.ts';
import { outboxOf } from '../system/outbox.ts';
import { collectors, noPending } from '../system/pending.ts';
import type { DatabaseName, SystemTables } from '../system/tables.ts';
import { systemNames } from '../system/tables.ts';
import { systemWriter, writePending } from '../system/write.ts';
import type { Connection } from './connection.ts';
import { portError } from './errors.ts';
import type { GroupCommit } from './group.ts';
import type { Handle } from './handle.ts';
import { handleOn } from './handle.ts';
import { kyselyOver } from './kysely.ts';
import { sqliteSchema } from './schema.ts';
import type { Sentinel } from './sentinel.ts';
import type { Snapshots } from './snapshot.ts';

/** What all databases of one file share. */
export interface Shared {
  writer: Connection;
  reader: Connection;
  group: GroupCommit;
  snapshots: Snapshots;
  guard: Sentinel;
  clock: Clock;
  log: Log;
  leaseTtl: number;
  /** Names this engine among all clients of the file. */
  holder: string;
  observe?: (of: DatabaseName) => SqlObserver;
}

export function databaseOn<Tables>(
  shared: Shared,
  source: DatabaseName,
  onClosed: () => Promise<void> | undefined,
): Database<Tables> {
  const { writer, reader, group, snapshots, guard, clock, log, leaseTtl: ttl, holder } = shared;
  const system = systemNames(source);
  const check = eventChecker();
  const listeners = new Set<(heads: ReadonlyMap<number, number>) => void>();
  const lease = leaseOf({ clock, names: system, holder, ttl });
  const rows = systemWriter(source, system, 'sqlite');
  const observer = shared.observe?.(source);
  const read = kyselyOver<Tables>(readFrom(reader), observer);
  let closing: Promise<void> | null = null;

  /** Runs in the next transaction; `then` is called when it is on disk. */
  function enqueue<Result>(
    lane: Lane,
    body: (handle: Handle) => Promise<Result>,
    then?: (result: Result) => void,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      let result: Result;
      group.add(lane, {
        // The group runs where the first of its units was asked for; each belongs to whoever asked for it.
        run: AsyncLocalStorage.bind(async () => {
          const handle = handleOn(writer, observer);
          try {
            result = await guard(body(handle), handle.end);
          } finally {
            handle.end();
          }
        }),
        committed() {
          resolve(result);
          then?.(result);
        },
        failed: reject,
      });
    });
  }

  const keeper = leaseKeeper({
    lease,
    ttl,
    log,
    unit: (work) => enqueue('people', ({ db }) => work(tables(db), clock.now())),
  });

  const runUnit: Database<Tables>['unit'] = async (work, { lane = 'people', trace = null } = {}) => {
    if (closing !== null) throw new AppError('shutting_down');
    if (!lease.usable()) await keeper.take();
    let heads: ReadonlyMap<number, number> = new Map();
    const pending = noPending();
    const body = async (handle: Handle) => {
      const now = clock.now();
      const collect = collectors<Tables>(pending, check, lease.mint);
      const own: Unit<Tables> = { db: handle.db as Kysely<Tables>, now, system, ...collect };
      const result = await work(own);
      if (handle.failure !== null) throw handle.failure;
      heads = await writePending(rows, handle.db, pending, { now, trace, mint: lease.mint });
      return result;
    };
    return enqueue(lane, body, () => {
      if (heads.size > 0) for (const listener of listeners) listener(heads);
      for (const after of pending.afterwards) after();
    });
  };

  const unit = observedUnit(runUnit, observer);

  async function close(): Promise<void> {
    await keeper.stop();
    await group.drained();
    await onClosed();
  }

  return {
    dialect: 'sqlite',
    source,
    system,
    read,
    replica: read,
    unit,
    snapshot: (work) => snapshots.run(work, observer),
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    outbox: outboxOf({
      read: read as unknown as Kysely<unknown>,
      unit: unit as Database<unknown>['unit'],
      system,
    }),
    migration: (work) => enqueue('people', ({ db }) => work(db, sqliteSchema(db))),
    async health() {
      reader.execute({ sql: 'SELECT 1', parameters: [] });
      const { trouble } = group;
      return trouble === null ? { ok: true } : { ok: false, detail: sentence(trouble) };
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function tables(db: Kysely<unknown>): Kysely<SystemTables> {
  return db as Kysely<SystemTables>;
}

function readFrom(reader: Connection): Parameters<typeof kyselyOver>[0] {
  return (query) => {
    try {
      return reader.execute(query);
    } catch (error) {
      throw portError(error);
    }
  };
}

function sentence(trouble: unknown): string {
  return trouble instanceof AppError ? `${trouble.message} (${trouble.code})` : 'The last write failed';
}
