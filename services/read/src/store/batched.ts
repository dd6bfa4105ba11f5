/**
 * Joins what several requests ask for at the same time into one load. A load in flight is never joined: it may
 * have read before the asker's own write was answered.
 */
export type Batched<Value> = (keys: Iterable<number>) => Promise<Map<number, Value>>;

interface Waiting<Value> {
  keys: Set<number>;
  loaded: Promise<Map<number, Value>>;
}

/** @param load answers what it finds; keys that it does not know are left out */
export function batched<Value>(load: (keys: number[]) => Promise<Map<number, Value>>): Batched<Value> {
  let waiting: Waiting<Value> | null = null;

  function open(): Waiting<Value> {
    const keys = new Set<number>();
    // After the sockets that are readable now were served, so that their requests go together.
    const gathered = new Promise<void>((resolve) => setImmediate(resolve));
    const loaded = gathered.then(() => {
      waiting = null;
      return load([...keys]);
    });
    return { keys, loaded };
  }

  return async (keys) => {
    const wanted = new Set(keys);
    if (wanted.size === 0) return new Map();
    waiting ??= open();
    for (const key of wanted) waiting.keys.add(key);
    return waiting.loaded;
  };
}
