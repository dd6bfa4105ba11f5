import type { Log } from '@fanfare/kernel';
import type { Kysely } from 'kysely';
import type { Lease } from './lease.ts';
import type { SystemTables } from './tables.ts';

export interface LeaseKeeper {
  /** Takes or renews now; joined by all who ask meanwhile. */
  take(): Promise<void>;
  /** Gives the number back. */
  stop(): Promise<void>;
}

interface Needs {
  lease: Lease;
  ttl: number;
  log: Log;
  /** `now` is the database's clock, in ms. */
  unit<Result>(work: (db: Kysely<SystemTables>, now: number) => Promise<Result>): Promise<Result>;
}

/** After a renewal that failed, in ms: another third of its time later the lease would have run out. */
const AGAIN = 1_000;

/** Renews the lease of the node number at each third of its time, from the first use on. */
export function leaseKeeper({ lease, ttl, log, unit }: Needs): LeaseKeeper {
  let timer: NodeJS.Timeout | undefined;
  let taking: Promise<void> | null = null;
  let stopped = false;
  let failing = false;

  async function takeNow(): Promise<void> {
    const confirm = await unit((db, now) => lease.take(db, now));
    confirm();
    failing = false;
    renewIn(ttl / 3);
  }

  function renewIn(time: number): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(renew, time).unref();
  }

  function take(): Promise<void> {
    taking ??= takeNow().finally(() => {
      taking = null;
    });
    return taking;
  }

  function renew(): void {
    take().catch((error: unknown) => {
      if (!failing) log.warn({ err: error }, 'The lease of the node number was not renewed');
      failing = true;
      renewIn(Math.min(AGAIN, ttl / 60));
    });
  }

  return {
    take,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      if (taking !== null) await taking.catch(() => undefined);
      if (timer === undefined) return;
      await unit((db, now) => lease.release(db, now)).catch((error: unknown) =>
        log.warn({ err: error }, 'The node number was not given back; its lease ends by itself'),
      );
    },
  };
}
