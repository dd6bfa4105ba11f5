/** How the connections to one server are shared out, so that no kind of work takes those of another. */
import type { Log } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Driver, SessionUse } from './driver.ts';
import { portError } from './errors.ts';
import type { Pool } from './pool.ts';
import { poolOf } from './pool.ts';
import type { Reach } from './reach.ts';
import { reachOf } from './reach.ts';
import type { Session } from './session.ts';
import { openSession } from './session.ts';
import type { Address } from './url.ts';

/**
 * `people`, `fanout`, `bulk`: units of that lane. `read`: single statements on the primary. `replica`: single
 * statements of bulk work and for people who are signed out. `snapshot`: several statements that see one state.
 */
export type Share = 'people' | 'fanout' | 'bulk' | 'read' | 'replica' | 'snapshot';

/** At most so many connections; none is made before it is needed. */
export const SIZES: Readonly<Record<Share, number>> = {
  people: 8,
  fanout: 4,
  bulk: 2,
  read: 8,
  replica: 4,
  snapshot: 2,
};
/** From the call to the answer, in ms: nobody waits longer for one unit or statement. */
export const WITHIN: Readonly<Record<Share, number>> = {
  people: 5_000,
  fanout: 10_000,
  bulk: 30_000,
  read: 5_000,
  replica: 15_000,
  snapshot: 30_000,
};
/** Whoever changes the schema waits no longer for a lock, in ms: everybody else queues up behind it meanwhile. */
const SCHEMA_LOCK = 2_000;
/** An engine that is there needs less for a statement than the caller waits, in ms. */
const SOONER = 1_000;
const SWEEP = 5_000;
/** A connection that failed within this time, in ms, is tried once more. */
const SOON = 1_000;

const writes: ReadonlySet<Share> = new Set(['people', 'fanout', 'bulk']);

export interface Shares {
  readonly address: Address;
  readonly reach: Reach;
  pool(share: Share): Pool;
  /** Of all shares, at this moment. */
  readonly connections: { busy: number; idle: number; waiting: number };
  /** Makes a connection beside the shares, for work that has no time limit. */
  connect(): Promise<Session>;
  close(until: number): Promise<void>;
}

interface Needs {
  driver: Driver;
  address: Address;
  log: Log;
  /** True: what is asked here needs no primary. */
  replica: boolean;
}

export function sharesOf({ driver, address, log, replica }: Needs): Shares {
  const pools = new Map<Share, Pool>();
  let closed = false;

  const reach = reachOf({
    driver,
    address,
    log,
    async probe() {
      const share = replica ? 'replica' : 'people';
      pool(share).adopt(await connect(useOf(share)));
    },
    onAway(error) {
      for (const one of pools.values()) one.giveUp(error);
    },
  });

  function connect(use: SessionUse): Promise<Session> {
    return openSession(driver, address, use, {
      onLost(session) {
        for (const one of pools.values()) one.dropped(session);
      },
      onSilence: () => reach.doubt(),
    });
  }

  /** One that is cut off while it is made says little: only a second one does. */
  async function connectSurely(use: SessionUse): Promise<Session> {
    const began = performance.now();
    try {
      return await connect(use);
    } catch (error) {
      const refused = (error as { code?: unknown }).code === 'ECONNREFUSED' || driver.isCrowded(error);
      const cutOff = driver.failureOf(error) === 'away' && performance.now() - began < SOON;
      if (refused || !cutOff) throw error;
      return connect(use);
    }
  }

  function useOf(share: Share): SessionUse {
    const statement = WITHIN[share] - SOONER;
    return {
      units: writes.has(share),
      readOnly: !writes.has(share),
      primary: !replica,
      statement,
      lock: Math.max(1_000, statement - SOONER),
    };
  }

  function pool(share: Share): Pool {
    let found = pools.get(share);
    if (found === undefined) {
      found = poolOf({
        name: share,
        size: SIZES[share],
        connect: () =>
          connectSurely(useOf(share)).catch((error: unknown) => {
            throw portError(driver, error);
          }),
        away: () => reach.away,
        onFailed(error) {
          const crowded = error instanceof AppError && driver.isCrowded(error.options.cause);
          if (!crowded) reach.failed(error);
          return crowded;
        },
      });
      pools.set(share, found);
    }
    return found;
  }

  const sweeper = setInterval(() => {
    const now = performance.now();
    for (const one of pools.values()) one.sweep(now);
  }, SWEEP).unref();

  return {
    address,
    reach,
    pool,
    get connections() {
      const all = { busy: 0, idle: 0, waiting: 0 };
      for (const { state } of pools.values()) {
        all.busy += state.open - state.idle;
        all.idle += state.idle;
        all.waiting += state.waiting;
      }
      return all;
    },
    connect: () => connect({ units: false, readOnly: false, primary: true, statement: 0, lock: SCHEMA_LOCK }),
    async close(until) {
      if (closed) return;
      closed = true;
      clearInterval(sweeper);
      reach.close();
      await Promise.all([...pools.values()].map((one) => one.close(until)));
    },
  };
}
