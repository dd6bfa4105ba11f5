import { randomUUID } from 'node:crypto';
import type { Clock, Log } from '@fanfare/kernel';
import { silentLog, systemClock } from '@fanfare/kernel';
import type { Broadcast } from './broadcast.ts';
import { createBroadcast } from './broadcast.ts';
import type { Store } from './store.ts';
import { createStore } from './store.ts';

export interface MemoryOptions {
  clock?: Clock;
  /** Hears of listeners that throw. */
  log?: Log;
  /** Approximate bound on all entries; what was not read for longest goes first. 64 MiB. */
  maxBytes?: number;
  maxEntries?: number;
}

/** What a Redis server is to its clients, in this process; clients are made with `memoryCache(server)`. */
export interface MemoryServer {
  readonly runId: string;
  readonly store: Store;
  readonly broadcast: Broadcast;
  /** False: its clients get `engine_away`. */
  reachable: boolean;
  /** Comes back empty under a new run id, as a restarted server does. Subscriptions last. */
  restart(): void;
}

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_ENTRIES = 400_000;

export function memoryServer(options: MemoryOptions = {}): MemoryServer {
  const { clock = systemClock, log = silentLog, maxBytes = MAX_BYTES, maxEntries = MAX_ENTRIES } = options;
  let runId = randomUUID();
  let store = createStore({ clock, maxBytes, maxEntries });
  return {
    get runId() {
      return runId;
    },
    get store() {
      return store;
    },
    broadcast: createBroadcast(log),
    reachable: true,
    restart() {
      runId = randomUUID();
      store = createStore({ clock, maxBytes, maxEntries });
    },
  };
}
