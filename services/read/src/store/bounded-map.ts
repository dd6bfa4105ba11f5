/** A map that forgets what was used least lately once it holds `max` entries, and everything when it is told to. */
import type { Signal } from '@fanfare/kernel';

export interface BoundedMap<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  /**
   * Asked for before a load, sets what was loaded. After the map was told to forget it does nothing: what was read
   * before may be wrong, and must not come back.
   */
  filler(): (key: Key, value: Value) => void;
}

/** @param forget what the entries were made of has changed without its versions */
export function boundedMap<Key, Value>(max: number, forget: Signal): BoundedMap<Key, Value> {
  // Two generations instead of a list: reading costs one look-up, and half is dropped at a time.
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();
  let forgotten = 0;

  forget.on(() => {
    young = new Map();
    old = new Map();
    forgotten += 1;
  });

  function set(key: Key, value: Value): void {
    if (young.size >= max / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  }

  return {
    get(key) {
      const found = young.get(key);
      if (found !== undefined) return found;
      const kept = old.get(key);
      if (kept !== undefined) set(key, kept);
      return kept;
    },
    set,
    filler() {
      const begun = forgotten;
      return (key, value) => {
        if (begun === forgotten) set(key, value);
      };
    },
  };
}
