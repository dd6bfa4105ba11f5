import type { Cache } from '../port.ts';
import type { Store } from './store.ts';

type Values = Pick<Cache, 'get' | 'getMany' | 'set' | 'delete' | 'increment'>;

export function memoryValues(store: () => Store): Values {
  function read(from: Store, key: string): string | null {
    const entry = from.find(key, 'text');
    if (entry === null) return null;
    entry.used = true;
    return entry.text;
  }

  function write(to: Store, key: string, text: string, ttl: number): void {
    to.put(key, { kind: 'text', text, expiresAt: to.expiryOf(ttl), bytes: 0, used: false });
  }

  return {
    async get(key) {
      return read(store(), key);
    },
    async getMany(keys) {
      const from = store();
      return keys.map((key) => read(from, key));
    },
    async set(key, value, { ttl, ifAbsent = false }) {
      const to = store();
      if (ifAbsent && to.find(key, 'text') !== null) return false;
      write(to, key, value, ttl);
      return true;
    },
    async delete(...keys) {
      const from = store();
      for (const key of keys) from.remove(key);
    },
    async increment(key, by, ttl) {
      const to = store();
      const entry = to.find(key, 'text');
      const sum = Number(entry?.text ?? 0) + by;
      if (!Number.isSafeInteger(sum)) throw new TypeError(`The key ${key} does not hold an integer`);
      if (entry === null) {
        write(to, key, String(sum), ttl);
      } else {
        entry.text = String(sum);
        entry.used = true;
        to.weigh(key, entry);
      }
      return sum;
    },
  };
}
