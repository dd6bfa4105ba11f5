import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@fanfare/kernel';
import type { Kysely } from 'kysely';
import type { SchemaTools } from '../port.ts';
import type { Driver } from './driver.ts';
import { away, portError } from './errors.ts';
import { handleOn } from './handle.ts';
import type { Session } from './session.ts';
import type { Shares } from './shares.ts';

/** Between two tries for the lock, in ms. */
const PAUSE = 100;
/** How long another client may migrate before this one gives up, in ms. */
const PATIENCE = 10 * 60_000;
/** How often it tries to change tables that others hold for longer than a moment. */
const TRIES = 20;

/**
 * Changes the schema, alone among all clients. Where the engine can it is all or nothing; otherwise each statement
 * stands by itself, and what was begun goes on at the next start. People go on using the tables meanwhile: it waits for
 * a lock only as long as they hardly notice, and tries again.
 */
export async function inMigration<Result>(
  driver: Driver,
  shares: Shares,
  log: Log,
  work: (db: Kysely<unknown>, schema: SchemaTools) => Promise<Result>,
): Promise<Result> {
  const session = await shares.connect().catch((error: unknown) => {
    throw portError(driver, error);
  });
  try {
    await lock(session);
    for (let tries = 1; ; tries++) {
      try {
        return await once(session);
      } catch (error) {
        if (tries === TRIES || session.lost !== null || driver.failureOf(error) !== 'again') throw error;
        log.info({ at: shares.address.label, tries }, 'The tables are in use: the change is tried again');
        if (driver.schemaRollsBack) await session.query('ROLLBACK');
        await pause(PAUSE * tries);
      }
    }
  } catch (error) {
    throw portError(driver, error);
  } finally {
    // The lock and what was not committed end with the connection.
    session.end();
  }

  /** From the begin: what was done before is done already, or was rolled back. */
  async function once(session: Session): Promise<Result> {
    const handle = handleOn(driver, session, { what: 'migration' });
    try {
      if (driver.schemaRollsBack) await driver.begin(session);
      const result = await work(handle.db, driver.schema(handle.db));
      if (handle.failure !== null) throw handle.failure;
      if (driver.schemaRollsBack) await driver.commit(session);
      return result;
    } catch (error) {
      throw handle.failure ?? error;
    } finally {
      handle.end();
    }
  }

  async function lock(session: Session): Promise<void> {
    const until = performance.now() + PATIENCE;
    for (let tries = 0; !(await driver.lockSchema(session)); tries++) {
      if (performance.now() > until)
        throw away(driver, 'another process has been changing the schema for minutes');
      if (tries === 10)
        log.info({ at: shares.address.label }, 'Another process changes the schema: waiting for it');
      await pause(PAUSE);
    }
  }
}
