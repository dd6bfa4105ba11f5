import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { engineUrl, redis } from '@fanfare/engines';
import { StartError } from '@fanfare/kernel';
import { redisCache } from './index.ts';
import { startServer } from './testing/server.ts';

async function refused(url: string, expected: RegExp): Promise<void> {
  await assert.rejects(redisCache({ url, namespace: 'test', patience: 1000 }), (error) => {
    assert.ok(error instanceof StartError, String(error));
    assert.match(error.message, expected);
    assert.ok(!/secret|right/.test(error.message) && !error.message.includes('\n'));
    return true;
  });
}

suite('opening', () => {
  test('a cluster that is named as one server, and one server that is named as a cluster', async () => {
    const single = await engineUrl('redis');
    const cluster = await engineUrl('redis-cluster');
    await refused(cluster.split(',')[0] ?? '', /part of a cluster: name several/);
    await refused(`${single},127.0.0.1:1`, /not part of one/);
    // A name that stands for all of them.
    const cache = await redisCache({ url: `${cluster.split(',')[0]},`, namespace: 'test' });
    assert.equal((await cache.health()).ok, true);
    await cache.close();
  });

  test('passwords: the right one, a wrong one and none', async (t) => {
    const server = await startServer(redis);
    t.after(() => server.close());
    const { host } = new URL(server.instance.url);
    await server.command(['CONFIG', 'SET', 'requirepass', 'r!ght@1']);
    await refused(`redis://${host}`, /has no password/);
    await refused(`redis://:secret@${host}`, /does not accept/);
    const cache = await redisCache({ url: `redis://:r!ght%401@${host}/2`, namespace: 'test' });
    await cache.set('k', 'v', { ttl: 1000 });
    assert.equal(await cache.get('k'), 'v');
    await cache.close();
  });

  test('a replica', async (t) => {
    const server = await startServer(redis);
    t.after(() => server.close());
    const { hostname, port } = new URL(await engineUrl('redis'));
    await server.command(['REPLICAOF', hostname, port]);
    await refused(server.instance.url, /is a replica/);
  });
});
