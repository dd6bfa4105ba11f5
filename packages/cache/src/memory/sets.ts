import type { Sets } from '../port.ts';
import type { Store } from './store.ts';

export function memorySets(store: () => Store): Sets {
  return {
    async add(key, members, { ttl }) {
      const to = store();
      const known = to.find(key, 'set')?.members;
      const expiresAt = to.expiryOf(ttl);
      to.put(key, {
        kind: 'set',
        members: new Set([...(known ?? []), ...members]),
        expiresAt,
        bytes: 0,
        used: false,
      });
    },
    async remove(key, members) {
      const from = store();
      const entry = from.find(key, 'set');
      if (entry === null) return;
      for (const member of members) entry.members.delete(member);
      from.weigh(key, entry);
    },
    async members(key) {
      const entry = store().find(key, 'set');
      if (entry === null) return null;
      entry.used = true;
      return [...entry.members];
    },
  };
}
