/** Every key of a Redis deployment that begins with a prefix, with all that it holds. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** On one server; each line is the name of a key, its type and its members. */
const script = `
local out, cursor = {}, '0'
repeat
  local page = redis.call('SCAN', cursor, 'COUNT', 1000)
  cursor = page[1]
  for _, key in ipairs(page[2]) do
    if string.find(key, ARGV[1], 1, true) then
      local type, held = redis.call('TYPE', key).ok, {}
      if type == 'string' then held = { redis.call('GET', key) }
      elseif type == 'zset' then held = redis.call('ZRANGE', key, 0, -1)
      elseif type == 'set' then held = redis.call('SMEMBERS', key)
      elseif type == 'hash' then held = redis.call('HGETALL', key)
      elseif type == 'list' then held = redis.call('LRANGE', key, 0, -1)
      else return redis.error_reply('ERR a key of type ' .. type) end
      out[#out + 1] = key .. ' ' .. type .. ' ' .. table.concat(held, ' ')
    end
  end
until cursor == '0'
return out`;

/** @param url of one server, or of the masters of a cluster */
export async function keysOf(url: string, namespace: string): Promise<string[]> {
  const addresses = url.replace('redis://', '').split(',');
  const all = await Promise.all(
    addresses.map(async (address) => {
      const [host = '', port = ''] = address.split(':');
      const asked = ['-h', host, '-p', port, '-e', '--raw', 'EVAL', script, '0', namespace];
      const { stdout } = await run('redis-cli', asked, { maxBuffer: 2 ** 30 });
      return stdout.split('\n');
    }),
  );
  return all.flat();
}
