import type { QueryResult } from 'kysely';
import type { Driver, RawSession, SessionUse } from './driver.ts';
import { away } from './errors.ts';
import type { Address } from './url.ts';

/** How long a connection may take to be there, in ms. */
export const CONNECT_WITHIN = 3_000;
/** What the engine may be late, after its own time limit for a statement, in ms. */
const GRACE = 1_000;

/** A connection that never keeps its caller waiting for an answer that does not come. */
export interface Session {
  /**
   * One after the other, in the order of the calls.
   * @throws AppError `engine_away` when the connection is lost or the engine silent; errors of the engine as they are
   */
  query(sql: string, parameters?: readonly unknown[], name?: string): Promise<QueryResult<unknown>>;
  /** Why it can no longer be used; null: it can. */
  readonly lost: Error | null;
  /** True: it was given up because the engine did not answer in time. */
  readonly silent: boolean;
  /** Just made; one that has lain unused may be dead without a sign. */
  fresh: boolean;
  /** When it was handed back last, in ms of performance.now(). */
  idleSince: number;
  cut(reason: Error): void;
  end(): void;
}

export interface SessionHooks {
  /** It has ended without having been asked to. */
  onLost(session: Session): void;
  /** The engine has not answered in time, not even that it gave up. */
  onSilence(): void;
}

export async function openSession(
  driver: Driver,
  address: Address,
  use: SessionUse,
  hooks: SessionHooks,
): Promise<Session> {
  let lost: Error | null = null;
  let fail: ((error: Error) => void) | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let running = 0;
  let silence = false;
  const raw: RawSession = await driver.connect(address, use, lose, CONNECT_WITHIN);

  function lose(reason: Error): void {
    if (lost !== null) return;
    lost = away(driver, 'the connection was lost', reason);
    fail?.(lost);
    hooks.onLost(session);
  }

  function now(sql: string, parameters: readonly unknown[], name?: string): Promise<QueryResult<unknown>> {
    return new Promise((resolve, reject) => {
      if (lost !== null) return reject(lost);
      const limit = use.statement + GRACE;
      const timer = use.statement === 0 ? undefined : setTimeout(silent, limit);
      fail = settle(reject);
      raw.query(sql, parameters, name).then(settle(resolve), (error: unknown) => {
        settle(reject)(lost ?? error);
        // The last words of a connection come as the answer to a statement.
        const dead = driver.failureOf(error) === 'away' || driver.isStale(error);
        if (dead && lost === null) session.cut(error as Error);
      });

      function settle<Value>(tell: (value: Value) => void): (value: Value) => void {
        return (value) => {
          clearTimeout(timer);
          fail = null;
          tell(value);
        };
      }
      function silent(): void {
        silence = true;
        session.cut(new Error(`no answer within ${limit} ms`));
        hooks.onSilence();
      }
    });
  }

  const session: Session = {
    fresh: true,
    idleSince: 0,
    get lost() {
      return lost;
    },
    get silent() {
      return silence;
    },
    query(sql, parameters = [], name) {
      const answer = running === 0 ? now(sql, parameters, name) : last.then(() => now(sql, parameters, name));
      running += 1;
      last = answer.then(over, over);
      return answer;

      function over(): void {
        running -= 1;
      }
    },
    cut(reason) {
      raw.cut();
      lose(reason);
    },
    end() {
      lost ??= away(driver, 'the connection is closed');
      raw.end();
    },
  };
  return session;
}
