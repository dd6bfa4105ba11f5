import type { Sets } from '../port.ts';
import type { Router } from './router.ts';
import { call } from './scripts.ts';
import { milliseconds } from './ttl.ts';

/** In each set: Redis has no empty ones. Members have a letter before them, so that none can be taken for it. */
const SENTINEL = '';
const MEMBER = '=';

export function redisSets(router: Router, keyOf: (key: string) => string): Sets {
  return {
    async add(key, members, { ttl }) {
      const full = keyOf(key);
      const args = [String(milliseconds(ttl)), SENTINEL, ...members.map((member) => MEMBER + member)];
      await router.at(full, (connection) => connection.send(call('join', [full], args)));
    },
    async remove(key, members) {
      if (members.length === 0) return;
      const full = keyOf(key);
      const args = members.map((member) => MEMBER + member);
      await router.at(full, (connection) => connection.send(['SREM', full, ...args]));
    },
    async members(key) {
      const full = keyOf(key);
      const reply = await router.at(full, (connection) => connection.send(['SMEMBERS', full]));
      if (!Array.isArray(reply) || reply.length === 0) return null;
      return reply.flatMap((one) => (one === SENTINEL ? [] : String(one).slice(MEMBER.length)));
    },
  };
}
