import type { Cache } from '../port.ts';

/** One server with nothing in it, and what the kit does to it. */
export interface CacheSetup {
  /** A new client of the same server. */
  connect(): Promise<Cache>;
  /** Lets time pass for the server: a moved clock, or waiting where the clock is real. */
  elapse(ms: number): Promise<void>;
  /** The server restarts and comes back empty. */
  flush(): Promise<void>;
  /** The server cannot be reached while `during` runs. */
  away(during: () => Promise<void>): Promise<void>;
  /** The server takes everything and answers nothing while `during` runs; afterwards it goes on. */
  stalled(during: () => Promise<void>): Promise<void>;
  /** Closes the clients and whatever was started. */
  close(): Promise<void>;
}

export interface CacheFactory {
  setup(): Promise<CacheSetup>;
  /** Another server, that may hold no more than about this many bytes, and evicts. */
  bounded(bytes: number): Promise<CacheSetup>;
}

/** Runs a test on two clients of a fresh server. */
export function withTwo(
  factory: CacheFactory,
  run: (first: Cache, second: Cache, setup: CacheSetup) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const setup = await factory.setup();
    try {
      await run(await setup.connect(), await setup.connect(), setup);
    } finally {
      await setup.close();
    }
  };
}

export const LONG = 600_000;
