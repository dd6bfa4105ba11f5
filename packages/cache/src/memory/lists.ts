import type { SortedLists } from '../port.ts';
import { emptyIdList, insertId, sliceIds, unionIds } from './id-list.ts';
import type { ListEntry, Store } from './store.ts';

export function memoryLists(store: () => Store, runId: () => string): SortedLists {
  function make(to: Store, ttl: number): ListEntry {
    return {
      kind: 'list',
      mark: null,
      ids: emptyIdList(),
      expiresAt: to.expiryOf(ttl),
      bytes: 0,
      used: false,
    };
  }

  /** Being pushed to is not a use: lists that nobody reads are evicted first. */
  function pushOne(to: Store, key: string, id: number, max: number, ttl: number, now: number): void {
    const found = to.find(key, 'list', now);
    const entry = found ?? make(to, ttl);
    const room = entry.ids.buffer.length;
    insertId(entry.ids, id, max);
    if (found === null) to.put(key, entry);
    else if (entry.ids.buffer.length !== room) to.weigh(key, entry);
  }

  return {
    async push(keys, id, { max, ttl }) {
      const to = store();
      const now = to.now();
      for (const key of keys) pushOne(to, key, id, max, ttl, now);
    },
    async build(key, ids, mark, { max, ttl }) {
      const to = store();
      const entry = to.find(key, 'list') ?? make(to, ttl);
      unionIds(entry.ids, ids, max);
      entry.mark = mark;
      entry.expiresAt = to.expiryOf(ttl);
      to.put(key, entry);
    },
    async read(key, range) {
      const entry = store().find(key, 'list');
      const run = runId();
      if (entry === null) return { mark: null, ids: [], lowest: null, size: 0, run };
      entry.used = true;
      const { mark, ids } = entry;
      const size = ids.end - ids.start;
      const lowest = size === 0 ? null : (ids.buffer[ids.start] ?? null);
      return { mark, ids: sliceIds(ids, range), lowest, size, run };
    },
    async touch(key, ttl) {
      const to = store();
      const entry = to.find(key, 'list');
      if (entry !== null) entry.expiresAt = to.expiryOf(ttl);
    },
    async drop(keys) {
      const from = store();
      for (const key of keys) from.remove(key);
    },
  };
}
