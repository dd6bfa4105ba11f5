import type { Kysely } from 'kysely';
import { hotName } from '../hot.ts';
import type { Driver } from './driver.ts';
import { portError } from './errors.ts';
import { kyselyOver } from './kysely.ts';
import { checkParameters } from './parameters.ts';
import type { Share, Shares } from './shares.ts';
import { WITHIN } from './shares.ts';

/** Single statements that only read. One whose connection is lost under it is asked once more: it changes nothing. */
export function readsOn<Tables>(
  driver: Driver,
  where: () => { shares: Shares; share: Share },
): Kysely<Tables> {
  return kyselyOver(driver.dialect, async (query) => {
    checkParameters(query.parameters);
    const { shares, share } = where();
    const pool = shares.pool(share);
    const until = performance.now() + WITHIN[share];
    for (let second = false; ; second = true) {
      const session = await pool.acquire(until);
      const { fresh } = session;
      try {
        return await session.query(query.sql, query.parameters, hotName(query));
      } catch (error) {
        const lost = session.lost !== null && !session.silent;
        if (second || fresh || !lost) throw portError(driver, error);
      } finally {
        pool.release(session);
      }
    }
  });
}
