import { AppError } from '@fanfare/kernel';
import type { Cache } from '../port.ts';
import { memoryLists } from './lists.ts';
import type { MemoryOptions, MemoryServer } from './server.ts';
import { memoryServer } from './server.ts';
import { memorySets } from './sets.ts';
import type { Store } from './store.ts';
import { memoryValues } from './values.ts';

/**
 * The cache port in this process's memory: a client of the given server, or of one of its own that is
 * made from the options. Nothing outlives the process, and nothing keeps it running.
 */
export function memoryCache(of: MemoryServer | MemoryOptions = {}): Cache {
  const server = 'store' in of ? of : memoryServer(of);
  const subscriptions = new Set<() => void>();
  let closed = false;

  /** The server as a client sees it. @throws AppError `engine_away` */
  function reach(): MemoryServer {
    if (closed) throw new AppError('engine_away', { detail: 'this client of the cache is closed' });
    if (!server.reachable) throw new AppError('engine_away', { detail: 'the cache is away' });
    return server;
  }
  const store = (): Store => reach().store;

  return {
    async runId() {
      return reach().runId;
    },
    ...memoryValues(store),
    lists: memoryLists(store, () => reach().runId),
    sets: memorySets(store),
    async publish(channel, message) {
      reach().broadcast.publish(channel, message);
    },
    async subscribe(channel, listener) {
      const end = reach().broadcast.subscribe(channel, listener);
      subscriptions.add(end);
      return async () => {
        subscriptions.delete(end);
        end();
      };
    },
    async health() {
      if (closed || !server.reachable) return { ok: false, detail: 'The cache is away' };
      const { size, bytes } = server.store;
      return { ok: true, detail: `${size} entries, about ${Math.ceil(bytes / 1024)} KiB, in memory` };
    },
    async close() {
      closed = true;
      for (const end of subscriptions) end();
      subscriptions.clear();
    },
  };
}
