import type { Cache } from '../port.ts';
import type { Reply } from './connection.ts';
import type { Router } from './router.ts';
import { call } from './scripts.ts';
import { milliseconds } from './ttl.ts';

type Values = Pick<Cache, 'get' | 'getMany' | 'set' | 'delete' | 'increment'>;

export function redisValues(router: Router, keyOf: (key: string) => string): Values {
  const ask = (key: string, args: string[]): Promise<Reply> =>
    router.at(key, (connection) => connection.send(args));

  async function remove(keys: readonly string[]): Promise<void> {
    await Promise.all(
      router.together(keys.map(keyOf)).map((some) => ask(some[0] ?? '', ['UNLINK', ...some])),
    );
  }

  return {
    async get(key) {
      return asText(await ask(keyOf(key), ['GET', keyOf(key)]));
    },
    async getMany(keys) {
      const found = new Map<string, string | null>();
      await Promise.all(
        router.together([...new Set(keys.map(keyOf))]).map(async (some) => {
          const texts = await ask(some[0] ?? '', ['MGET', ...some]);
          some.forEach((key, index) => {
            found.set(key, Array.isArray(texts) ? asText(texts[index] ?? null) : null);
          });
        }),
      );
      return keys.map((key) => found.get(keyOf(key)) ?? null);
    },
    async set(key, value, { ttl, ifAbsent = false }) {
      const full = keyOf(key);
      const px = milliseconds(ttl);
      if (px <= 0) {
        // Redis refuses a value without time.
        if (ifAbsent) return (await ask(full, ['EXISTS', full])) === 0;
        await remove([key]);
        return true;
      }
      const condition = ifAbsent ? ['NX'] : [];
      return (await ask(full, ['SET', full, value, 'PX', String(px), ...condition])) !== null;
    },
    delete: (...keys) => remove(keys),
    async increment(key, by, ttl) {
      const full = keyOf(key);
      const sum = Number(await ask(full, call('increment', [full], [String(by), String(milliseconds(ttl))])));
      if (!Number.isSafeInteger(sum)) throw new TypeError(`The key ${key} does not hold an integer`);
      return sum;
    },
  };
}

function asText(reply: Reply): string | null {
  return reply === null ? null : String(reply);
}
