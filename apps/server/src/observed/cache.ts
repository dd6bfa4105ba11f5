import type { Cache } from '@fanfare/cache';
import type { EngineCalls } from '@fanfare/telemetry';

/** The same cache, with its calls counted and timed. */
export function observedCache(cache: Cache, { watch }: EngineCalls): Cache {
  const { lists, sets } = cache;
  return {
    runId: () => watch('run_id', cache.runId()),
    get: (key) => watch('get', cache.get(key)),
    getMany: (keys) => watch('get_many', cache.getMany(keys)),
    set: (key, value, options) => watch('set', cache.set(key, value, options)),
    delete: (...keys) => watch('delete', cache.delete(...keys)),
    increment: (key, by, ttl) => watch('increment', cache.increment(key, by, ttl)),
    lists: {
      push: (keys, id, options) => watch('list_push', lists.push(keys, id, options)),
      build: (key, ids, mark, options) => watch('list_build', lists.build(key, ids, mark, options)),
      read: (key, range) => watch('list_read', lists.read(key, range)),
      touch: (key, ttl) => watch('list_touch', lists.touch(key, ttl)),
      drop: (keys) => watch('list_drop', lists.drop(keys)),
    },
    sets: {
      add: (key, members, options) => watch('set_add', sets.add(key, members, options)),
      remove: (key, members) => watch('set_remove', sets.remove(key, members)),
      members: (key) => watch('set_members', sets.members(key)),
    },
    publish: (channel, message) => watch('publish', cache.publish(channel, message)),
    subscribe: (channel, listener) => watch('subscribe', cache.subscribe(channel, listener)),
    health: () => cache.health(),
    close: () => cache.close(),
  };
}
