import type { CompiledQuery, Kysely, QueryResult } from 'kysely';
import { hotName } from '../hot.ts';
import type { SqlObserver } from '../observer.ts';
import { checkParameters } from '../parameters.ts';
import type { Driver } from './driver.ts';
import { portError } from './errors.ts';
import { kyselyOver } from './kysely.ts';
import type { Share, Shares } from './shares.ts';
import { WITHIN } from './shares.ts';

/** How often a statement is asked whose connection turns out to be dead. */
const TRIES = 3;

/**
 * Single statements that only read. One whose connection was dead is asked again: it changes nothing. So is one whose
 * server turns out to be away while another stands in for it.
 * @param where asked anew at each try
 */
export function readsOn<Tables>(
  driver: Driver,
  where: () => { shares: Shares; share: Share },
  observer?: SqlObserver,
): Kysely<Tables> {
  return kyselyOver(driver.dialect, ask, observer);

  async function ask(query: CompiledQuery): Promise<QueryResult<unknown>> {
    checkParameters(query.parameters);
    let used: Shares | null = null;
    let until = 0;
    for (let tries = 1; ; tries++) {
      const { shares, share } = where();
      const pool = shares.pool(share);
      // One deadline for all tries on one server.
      if (shares !== used) until = performance.now() + WITHIN[share];
      used = shares;
      let again = false;
      try {
        const session = await pool.acquire(until);
        const { fresh } = session;
        try {
          return await session.query(query.sql, query.parameters, hotName(query));
        } catch (error) {
          // A migration may have changed what a statement answers on a connection that was never unused.
          again = driver.isStale(error) || (!fresh && session.lost !== null && !session.silent);
          if (again) pool.mistrust();
          throw portError(driver, error);
        } finally {
          pool.release(session);
        }
      } catch (error) {
        again ||= where().shares !== shares;
        if (tries === TRIES || !again) throw error;
      }
    }
  }
}
