/**
 * What an adapter knows of an engine that is away: calls fail at once, but for one now and then that tries whether it
 * is back. So nobody waits for a deadline that others have waited for, and it heals alone.
 */
export interface Outage {
  /** False: do not ask now. True for one caller at a time while the engine is away: its outcome must be told. */
  mayAsk(): boolean;
  /** The engine did not answer. True: that is news. */
  began(cause: unknown): boolean;
  /** It answered. True: that is news. */
  ended(): boolean;
  /** Undefined: as far as is known it is there. */
  readonly cause: unknown;
}

/** Time between two tries, in ms. */
const TRY_EVERY = 1_000;

/** @param now monotonic, in ms */
export function outage(now: () => number = () => performance.now()): Outage {
  let away: { cause: unknown; tryAt: number; trying: boolean } | null = null;
  return {
    mayAsk() {
      if (away === null) return true;
      if (away.trying || now() < away.tryAt) return false;
      away.trying = true;
      return true;
    },
    began(cause) {
      const news = away === null;
      away = { cause, tryAt: now() + TRY_EVERY, trying: false };
      return news;
    },
    ended() {
      const news = away !== null;
      away = null;
      return news;
    },
    get cause() {
      return away?.cause;
    },
  };
}
