/** The entries of a memory server: expiry without timers, and a bound on what they take. */
import type { Clock } from '@fanfare/kernel';
import type { IdList } from './id-list.ts';

interface Common {
  /** In ms since 1970. */
  expiresAt: number;
  /** Approximate, the key included. */
  bytes: number;
  /** Read since the eviction last came by. */
  used: boolean;
}

export interface TextEntry extends Common {
  kind: 'text';
  text: string;
}

export interface ListEntry extends Common {
  kind: 'list';
  mark: string | null;
  ids: IdList;
}

export interface SetEntry extends Common {
  kind: 'set';
  members: Set<string>;
}

export type Entry = TextEntry | ListEntry | SetEntry;
type EntryOf<Kind> = Extract<Entry, { kind: Kind }>;

export interface StoreOptions {
  clock: Clock;
  maxBytes: number;
  maxEntries: number;
}

export interface Store {
  /**
   * Null: absent or expired. `now` spares a look at the clock for each of many keys.
   * @throws TypeError when the key holds another kind
   */
  find<Kind extends Entry['kind']>(key: string, kind: Kind, now?: number): EntryOf<Kind> | null;
  now(): number;
  /** Replaces what was there. */
  put(key: string, entry: Entry): void;
  /** Weighs an entry after a change, and evicts others (or itself) when there is too much. */
  weigh(key: string, entry: Entry): void;
  remove(key: string): void;
  expiryOf(ttl: number): number;
  readonly size: number;
  readonly bytes: number;
}

// What one entry costs beside its content, measured: map slot, object, string and buffer headers.
const OVERHEAD = 200;
const OVERHEAD_OF_MEMBER = 48;
/** Entries looked at for expiry with each new one: the whole store comes by every n / 4 new entries. */
const SWEEP = 4;

export function createStore({ clock, maxBytes, maxEntries }: StoreOptions): Store {
  const entries = new Map<string, Entry>();
  let total = 0;
  let sweeper = entries.entries();

  function remove(key: string): void {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    total -= entry.bytes;
  }

  function sweep(): void {
    const now = clock.now();
    for (let step = 0; step < SWEEP; step++) {
      const next = sweeper.next();
      if (next.done === true) {
        sweeper = entries.entries();
        return;
      }
      if (next.value[1].expiresAt <= now) remove(next.value[0]);
    }
  }

  /** Second chance: in order of age, but what was read since the last round goes to the end of the queue. */
  function evict(): void {
    const now = clock.now();
    for (const [key, entry] of entries) {
      if (total <= maxBytes && entries.size <= maxEntries) return;
      if (entry.used && entry.expiresAt > now) {
        entry.used = false;
        entries.delete(key);
        entries.set(key, entry);
      } else {
        remove(key);
      }
    }
  }

  function weigh(key: string, entry: Entry): void {
    if (entries.get(key) !== entry) return;
    const bytes = OVERHEAD + 2 * key.length + contentBytes(entry);
    total += bytes - entry.bytes;
    entry.bytes = bytes;
    if (total > maxBytes || entries.size > maxEntries) evict();
  }

  return {
    now: () => clock.now(),
    find(key, kind, now = clock.now()) {
      const entry = entries.get(key);
      if (entry === undefined) return null;
      if (entry.expiresAt <= now) {
        remove(key);
        return null;
      }
      if (entry.kind !== kind) throw new TypeError(`The key ${key} holds a ${entry.kind}, not a ${kind}`);
      return entry as EntryOf<typeof kind>;
    },
    put(key, entry) {
      remove(key);
      sweep();
      entry.bytes = 0;
      entries.set(key, entry);
      weigh(key, entry);
    },
    weigh,
    remove,
    expiryOf(ttl) {
      if (!Number.isFinite(ttl)) throw new RangeError(`A ttl is a number of ms, not ${ttl}`);
      return clock.now() + ttl;
    },
    get size() {
      return entries.size;
    },
    get bytes() {
      return total;
    },
  };
}

function contentBytes(entry: Entry): number {
  if (entry.kind === 'text') return 2 * entry.text.length;
  if (entry.kind === 'list') return entry.ids.buffer.byteLength + 2 * (entry.mark?.length ?? 0);
  let bytes = 0;
  for (const member of entry.members) bytes += OVERHEAD_OF_MEMBER + 2 * member.length;
  return bytes;
}
