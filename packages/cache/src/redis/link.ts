/** A connection to one address that is made again, for ever, whenever it is lost. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@fanfare/kernel';
import type { Address } from './address.ts';
import { addressName } from './address.ts';
import type { Connection } from './connection.ts';
import { away, errorMessage } from './errors.ts';

export interface Link {
  readonly address: Address;
  readonly name: string;
  /** Null: away. */
  readonly connection: Connection | null;
  /** Why the last attempt failed or the connection was lost; null while it stands. */
  readonly failure: unknown;
  /** @throws AppError `engine_away` at once when it is away */
  reach(): Connection;
  /** Resolves when the first attempt has ended, well or not. */
  readonly tried: Promise<void>;
  /** No more attempts; the connection ends. */
  close(): Promise<void>;
}

export interface LinkNeeds {
  log: Log;
  dial(address: Address): Promise<Connection>;
  /** What must be known or done before anybody may use the connection. A failure counts as no connection. */
  greet(connection: Connection): Promise<void>;
  /** It stands, or stands no longer. */
  changed(): void;
}

/** In ms; the longest pause between attempts. */
const LONGEST_PAUSE = 1000;
const SHORTEST_PAUSE = 25;

export function keepLink(address: Address, { log, dial, greet, changed }: LinkNeeds): Link {
  const name = addressName(address);
  const closing = new AbortController();
  const tried = Promise.withResolvers<void>();
  let connection: Connection | null = null;
  let dialled: Connection | null = null;
  let failure: unknown = new Error('not connected yet');
  let since = performance.now();
  let told = false;

  /** One connection from its beginning to its end. @returns whether it was ever good */
  async function live(): Promise<boolean> {
    let good = false;
    try {
      dialled = await dial(address);
      if (closing.signal.aborted) throw new Error('closed');
      await greet(dialled);
      if (!dialled.alive) throw await dialled.lost;
      good = true;
      connection = dialled;
      failure = null;
      if (told) log.info({ server: name }, 'Redis answers again');
      told = false;
      changed();
      tried.resolve();
      throw await dialled.lost;
    } catch (error) {
      if (failure === null) since = performance.now();
      connection = null;
      failure = error;
      dialled?.drop(error as Error);
      dialled = null;
      if (!told && !closing.signal.aborted)
        log.warn({ err: error, server: name }, 'Redis is away and tried again');
      told = true;
      if (good) changed();
      tried.resolve();
      return good;
    }
  }

  async function keep(): Promise<void> {
    for (let failures = 0; !closing.signal.aborted; failures++) {
      if (await live()) failures = 0;
      const longest = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** failures);
      // Jitter: the clients of a server that is back do not come all at once.
      await pause(longest * (0.5 + Math.random() / 2), null, { signal: closing.signal }).catch(() => {});
    }
  }
  const ended = keep();

  return {
    address,
    name,
    get connection() {
      return connection;
    },
    get failure() {
      return failure;
    },
    reach() {
      if (connection !== null) return connection;
      const seconds = Math.round((performance.now() - since) / 1000);
      throw away(`at ${name} is away for ${seconds} s: ${errorMessage(failure)}`, failure);
    },
    tried: tried.promise,
    async close() {
      closing.abort();
      dialled?.drop(new Error('this client of the cache is closed'));
      await ended;
    },
  };
}
