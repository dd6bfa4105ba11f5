/**
 * What is done in one step on the server. A script is one command and one answer, however many keys it changes: that
 * costs this process a tenth of what two commands a key do. Each declares its key; `push` also takes keys that lie in
 * other slots of the same server.
 */
import { createHash } from 'node:crypto';
import type { Connection } from './connection.ts';

/** Marks begin with it, so that none can be taken for an id. */
export const MARK = '=';

// A list is a sorted set of ids by themselves, with at most one member of score 0: its mark.
const push = `#!lua flags=allow-cross-slot-keys
local id, max, ttl = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local function push(key)
  if redis.call('ZADD', key, id, id) == 0 then return end
  local size = redis.call('ZCARD', key)
  if size == 1 then redis.call('PEXPIRE', key, ttl) return end
  if size <= max then return end
  local marked = string.byte(redis.call('ZRANGE', key, 0, 0)[1]) == ${MARK.charCodeAt(0)} and 1 or 0
  if size - marked > max then redis.call('ZREMRANGEBYRANK', key, marked, size - max - 1) end
end
for _, key in ipairs(KEYS) do push(key) end
for at = 4, #ARGV do push(ARGV[at]) end`;

/** KEYS: the list. ARGV: mark, max, ttl, then each id twice. */
const build = `#!lua
local key = KEYS[1]
redis.call('ZREMRANGEBYSCORE', key, 0, 0)
for at = 4, #ARGV, 2000 do
  redis.call('ZADD', key, unpack(ARGV, at, math.min(at + 1999, #ARGV)))
end
redis.call('ZADD', key, 0, ARGV[1])
redis.call('ZREMRANGEBYRANK', key, 1, -tonumber(ARGV[2]) - 1)
redis.call('PEXPIRE', key, ARGV[3])`;

/** KEYS: the list. ARGV: newest or oldest, the bounds as ZRANGE writes them (low, high), limit. */
const read = `#!lua flags=no-writes
local key, order, low, high, limit = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local first = redis.call('ZRANGE', key, 0, 1)
if #first == 0 then return {} end
local size, mark, lowest = redis.call('ZCARD', key), false, first[1]
if string.byte(first[1]) == ${MARK.charCodeAt(0)} then
  size, mark, lowest = size - 1, first[1], first[2] or false
end
local ids
if order == 'newest' then
  ids = redis.call('ZRANGE', key, high, low, 'BYSCORE', 'REV', 'LIMIT', 0, limit)
else
  ids = redis.call('ZRANGE', key, low, high, 'BYSCORE', 'LIMIT', 0, limit)
end
return {mark, lowest, size, table.concat(ids, ' ')}`;

/** KEYS: the set. ARGV: ttl, members. */
const join = `#!lua
for at = 2, #ARGV, 2000 do
  redis.call('SADD', KEYS[1], unpack(ARGV, at, math.min(at + 1999, #ARGV)))
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])`;

/** KEYS: the number. ARGV: by, ttl. */
const increment = `#!lua
local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) == -1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return sum`;

const texts = { push, build, read, join, increment };
export type Script = keyof typeof texts;

const hashes = Object.fromEntries(
  Object.entries(texts).map(([name, text]) => [name, createHash('sha1').update(text).digest('hex')]),
) as Record<Script, string>;

/** Before a connection is used: a server that was started again has forgotten them. */
export async function loadScripts(connection: Connection): Promise<void> {
  await Promise.all(Object.values(texts).map((text) => connection.send(['SCRIPT', 'LOAD', text])));
}

/** The command that runs a script on these keys. */
export function call(script: Script, keys: readonly string[], args: readonly string[]): string[] {
  const verb = script === 'read' ? 'EVALSHA_RO' : 'EVALSHA';
  return [verb, hashes[script], String(keys.length), ...keys, ...args];
}
