import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Kysely } from 'kysely';
import type { SqlObserver } from '../observer.ts';
import type { Lane } from '../port.ts';
import type { Driver } from './driver.ts';
import { away, portError } from './errors.ts';
import type { Handle } from './handle.ts';
import { handleOn } from './handle.ts';
import type { EngineTime } from './now.ts';
import { engineTime, timeOf } from './now.ts';
import type { Session } from './session.ts';
import type { Shares } from './shares.ts';
import { WITHIN } from './shares.ts';
import { watchUnit } from './watch.ts';

/** How often a unit runs that meets deadlocks. */
const TRIES = 6;
/** Between them at most, times the number of tries, in ms. */
const PAUSE = 20;

/** The inside of a transaction. It may run again, from its begin. */
export type Body<Result> = (db: Kysely<unknown>, time: EngineTime) => Promise<Result>;
export type RunUnit = <Result>(lane: Lane, body: Body<Result>) => Promise<Result>;

export interface UnitNeeds {
  driver: Driver;
  shares: Shares;
  /** The process clock, held against the engine's. */
  clock: Clock;
  /** Stands for the engine's clock. */
  engineClock?: Clock;
  strict: boolean;
  observer?: SqlObserver | undefined;
}

/**
 * Runs units of work, each in a transaction of its own. Resolves when the engine has said that it is committed.
 * A commit whose answer was lost is `engine_away`: it may hold or not, so the unit does not run again.
 */
export function unitsOn({ driver, shares, clock, engineClock, strict, observer }: UnitNeeds): RunUnit {
  return async (lane, body) => {
    const until = performance.now() + WITHIN[lane];
    for (let tries = 1; ; tries++) {
      try {
        return await once(lane, body, until);
      } catch (error) {
        if (driver.failureOf(error) !== 'again') throw portError(driver, error);
        const wait = Math.random() * PAUSE * tries;
        if (tries === TRIES || performance.now() + wait > until) {
          throw away(driver, `the unit met a deadlock or a lock it could not have, ${tries} times`, error);
        }
        observer?.retried();
        await pause(wait);
      }
    }
  };

  async function once<Result>(lane: Lane, body: Body<Result>, until: number): Promise<Result> {
    const pool = shares.pool(lane);
    const { session, time } = await begun(lane, until);
    try {
      const result = await inside(session, time, body, until);
      await commit(session);
      return result;
    } catch (error) {
      await rollback(session);
      if (session.lost !== null) pool.mistrust();
      throw error;
    } finally {
      pool.release(session);
    }
  }

  /** A connection that has lain unused may be dead without a sign; nothing is lost by taking the next. */
  async function begun(lane: Lane, until: number): Promise<{ session: Session; time: EngineTime }> {
    const pool = shares.pool(lane);
    for (;;) {
      const session = await pool.acquire(until);
      const { fresh } = session;
      try {
        const sent = performance.now();
        const now = await driver.begin(session);
        const asked = engineTime(clock, now, sent, performance.now());
        const time = engineClock === undefined ? asked : timeOf(engineClock);
        time.check();
        return { session, time };
      } catch (error) {
        await rollback(session);
        pool.release(session);
        if (session.lost === null || session.silent || fresh) throw error;
        pool.mistrust();
      }
    }
  }

  /** Ends when the body does, when it goes astray, or when its time is over; in the latter cases the connection is cut. */
  function inside<Result>(
    session: Session,
    time: EngineTime,
    body: Body<Result>,
    until: number,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const handle: Handle = handleOn(driver, session, {
        what: 'unit of work',
        observer,
        answered: () => watch?.look(),
      });
      const end = (reason?: Error) => {
        clearTimeout(timer);
        watch?.stop();
        handle.end(reason);
      };
      const stop = (error: Error) => {
        end(error);
        session.cut(error);
        reject(error);
      };
      const watch = strict ? watchUnit(() => handle.running, stop) : null;
      const timer = setTimeout(
        () => stop(away(driver, 'the unit of work did not end in time')),
        Math.max(0, until - performance.now()),
      );
      body(handle.db, time).then(
        (result) => {
          end();
          if (handle.failure === null) resolve(result);
          else reject(handle.failure);
        },
        (error: unknown) => {
          end();
          // A deadlock decides that the unit runs again, whatever was made of it.
          const again = driver.failureOf(handle.failure) === 'again';
          reject(again ? handle.failure : (error ?? new Error('A unit of work rejected without a reason')));
        },
      );
      watch?.look();
    });
  }

  async function commit(session: Session): Promise<void> {
    try {
      await driver.commit(session);
    } catch (error) {
      const failure = driver.failureOf(error);
      const unknown = session.lost !== null || failure === 'away' || failure === 'slow';
      if (!unknown) throw error;
      session.cut(new Error('its commit is in doubt'));
      throw new AppError('engine_away', {
        cause: error,
        detail: `${driver.product}: the answer to COMMIT was lost, so whether the unit holds is not known`,
      });
    }
  }

  async function rollback(session: Session): Promise<void> {
    if (session.lost !== null) return;
    try {
      await session.query('ROLLBACK');
    } catch (error) {
      session.cut(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
