import type { Kysely } from 'kysely';
import { hotName } from '../hot.ts';
import { checkParameters } from '../parameters.ts';
import type { Driver } from './driver.ts';
import { portError } from './errors.ts';
import { kyselyOver } from './kysely.ts';
import type { Share, Shares } from './shares.ts';
import { WITHIN } from './shares.ts';

/** How often a statement is asked whose connection turns out to be dead. */
const TRIES = 3;

/** Single statements that only read. One whose connection was dead is asked again: it changes nothing. */
export function readsOn<Tables>(
  driver: Driver,
  where: () => { shares: Shares; share: Share },
): Kysely<Tables> {
  return kyselyOver(driver.dialect, async (query) => {
    checkParameters(query.parameters);
    const { shares, share } = where();
    const pool = shares.pool(share);
    const until = performance.now() + WITHIN[share];
    for (let tries = 1; ; tries++) {
      const session = await pool.acquire(until);
      const { fresh } = session;
      try {
        return await session.query(query.sql, query.parameters, hotName(query));
      } catch (error) {
        const lost = session.lost !== null && !session.silent;
        if (tries === TRIES || fresh || !lost) throw portError(driver, error);
        pool.mistrust();
      } finally {
        pool.release(session);
      }
    }
  });
}
