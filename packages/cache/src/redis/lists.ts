import type { ListRead, SortedLists } from '../port.ts';
import type { Reply } from './connection.ts';
import { asPortError, errorCode, isForeignKey } from './errors.ts';
import type { Router, Target } from './router.ts';
import { call, loadScripts, MARK } from './scripts.ts';
import { milliseconds } from './ttl.ts';

/** Lists that one command pushes to: the server does nothing else for about a millisecond. */
const AT_ONCE = 128;
/** Commands of one push under way at one server: it always has the next one at hand, and others get their turn. */
const UNDER_WAY = 2;

export function redisLists(router: Router, keyOf: (key: string) => string): SortedLists {
  /** One command; what another server holds by now goes there key by key. */
  async function pushBatch(target: Target, keys: readonly string[], args: readonly string[]): Promise<void> {
    try {
      const connection = target.reach();
      const push = () => connection.send(call('push', [], [...args, ...keys]));
      await push().catch(async (error) => {
        if (errorCode(error) !== 'NOSCRIPT') throw error;
        await loadScripts(connection);
        return push();
      });
    } catch (error) {
      const moved = router.cluster && (isForeignKey(error) || errorCode(error) === 'READONLY');
      if (!moved) throw asPortError(error, target.name);
      await router.refresh();
      await Promise.all(
        keys.map((key) => router.at(key, (connection) => connection.send(call('push', [key], args)))),
      );
    }
  }

  async function pushAt(target: Target, keys: readonly string[], args: readonly string[]): Promise<void> {
    let next = 0;
    const work = async () => {
      while (next < keys.length) {
        const start = next;
        next += AT_ONCE;
        await pushBatch(target, keys.slice(start, next), args);
      }
    };
    await Promise.all(Array.from({ length: UNDER_WAY }, work));
  }

  return {
    async push(keys, id, { max, ttl }) {
      const args = [String(id), String(max), String(milliseconds(ttl))];
      const groups = router.byServer(keys.map(keyOf));
      // Who is away takes nothing from the others: all that can be reached have it when this fails.
      const done = await Promise.allSettled([...groups].map(([target, some]) => pushAt(target, some, args)));
      for (const one of done) if (one.status === 'rejected') throw one.reason;
    },
    async build(key, ids, mark, { max, ttl }) {
      const full = keyOf(key);
      const pairs = ids.flatMap((id) => [String(id), String(id)]);
      const args = [MARK + mark, String(max), String(milliseconds(ttl)), ...pairs];
      await router.at(full, (connection) => connection.send(call('build', [full], args)));
    },
    read(key, { below, above, limit, order }) {
      const full = keyOf(key);
      // The mark has the score 0, which no range takes in.
      const low = `(${Math.max(0, above ?? 0)}`;
      const high = below === null ? '+inf' : `(${below}`;
      const command = call('read', [full], [order, low, high, String(limit)]);
      return router.at(full, async (connection) => readList(await connection.send(command), connection.run));
    },
    async touch(key, ttl) {
      const full = keyOf(key);
      await router.at(full, (connection) => connection.send(['PEXPIRE', full, String(milliseconds(ttl))]));
    },
    async drop(keys) {
      await Promise.all(
        router
          .together(keys.map(keyOf))
          .map((some) => router.at(some[0] ?? '', (connection) => connection.send(['UNLINK', ...some]))),
      );
    },
  };
}

function readList(reply: Reply, run: string): ListRead {
  const [mark, lowest, size, ids] = Array.isArray(reply) ? reply : [];
  return {
    mark: typeof mark === 'string' ? mark.slice(MARK.length) : null,
    ids: typeof ids !== 'string' || ids === '' ? [] : ids.split(' ').map(Number),
    lowest: typeof lowest === 'string' ? Number(lowest) : null,
    size: Number(size ?? 0),
    run,
  };
}
