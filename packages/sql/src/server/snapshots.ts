import type { Kysely } from 'kysely';
import type { SqlObserver } from '../observer.ts';
import type { Driver } from './driver.ts';
import { portError } from './errors.ts';
import { handleOn } from './handle.ts';
import type { Session } from './session.ts';
import type { Shares } from './shares.ts';
import { WITHIN } from './shares.ts';

/** Several statements that see one state, in a transaction that cannot write, on a connection of its own. */
export async function inSnapshot<Tables, Result>(
  driver: Driver,
  shares: Shares,
  work: (db: Kysely<Tables>) => Promise<Result>,
  observer?: SqlObserver,
): Promise<Result> {
  const pool = shares.pool('snapshot');
  const session = await begun();
  const handle = handleOn(driver, session, { what: 'snapshot', observer });
  try {
    return await work(handle.db as Kysely<Tables>);
  } catch (error) {
    throw portError(driver, error);
  } finally {
    handle.end();
    await over(session);
    pool.release(session);
  }

  async function begun(): Promise<Session> {
    const until = performance.now() + WITHIN.snapshot;
    for (;;) {
      const session = await pool.acquire(until);
      const { fresh } = session;
      try {
        await driver.beginSnapshot(session);
        return session;
      } catch (error) {
        await over(session);
        pool.release(session);
        if (session.lost === null || session.silent || fresh) throw portError(driver, error);
        pool.mistrust();
      }
    }
  }
}

async function over(session: Session): Promise<void> {
  if (session.lost !== null) return;
  try {
    await session.query('ROLLBACK');
  } catch (error) {
    session.cut(error instanceof Error ? error : new Error(String(error)));
  }
}
