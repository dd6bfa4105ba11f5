import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import type { RoleName } from '@fanfare/contracts';
import { isAppError } from '@fanfare/kernel';
import { createMetrics } from '@fanfare/telemetry';
import type { Viewer } from '../route.ts';
import { rateLimiter } from './rate-limits.ts';

function setup() {
  let now = 1_700_000_000_000;
  const clock = { now: () => now };
  const server = memoryServer({ clock });
  const metrics = createMetrics();
  const limiter = rateLimiter({
    metrics,
    cache: memoryCache(server),
    clock,
    budgets: { default: { limit: 2, window: 1000 } },
  });
  const advance = (by: number) => {
    now += by;
  };
  return { limiter, server, advance, metrics };
}

const person = (accountId: number, role: RoleName = 'user') => ({
  viewer: { accountId, role } as Viewer,
  ip: '1.2.3.4',
});
const limited = (error: unknown) => isAppError(error, 'rate_limited');

test('each account has its own budget, and a new one in the next window', async () => {
  const { limiter, advance } = setup();
  const first = await limiter.take('default', person(1));
  assert.equal(first['x-ratelimit-limit'], '2');
  assert.equal(first['x-ratelimit-remaining'], '1');
  assert.match(first['x-ratelimit-reset'] ?? '', /^\d{4}-.*\.\d{3}Z$/);
  await limiter.take('default', person(1));
  await assert.rejects(limiter.take('default', person(1)), (error) => {
    assert.ok(isAppError(error, 'rate_limited'));
    assert.equal(error.options.headers?.['x-ratelimit-remaining'], '0');
    assert.equal(error.options.headers?.['retry-after'], '1');
    return true;
  });
  await limiter.take('default', person(2));
  await limiter.take('media', person(1));
  advance(1000);
  await limiter.take('default', person(1));
});

test('whoever is limited is counted by the class of the route', async () => {
  const { limiter, metrics } = setup();
  const count = async () =>
    (await metrics.snapshot())
      .filter(({ value }) => value > 0)
      .map(({ labels, value }) => [labels.class, value]);
  assert.deepEqual(await count(), []);
  for (let tries = 0; tries < 4; tries++) await limiter.take('default', person(1)).catch(() => undefined);
  assert.deepEqual(await count(), [['default', 2]]);
});

test('the signed out share the budget of their network', async () => {
  const { limiter } = setup();
  const from = (ip: string) => limiter.take('default', { viewer: null, ip });
  await from('2001:db8:1:2::1');
  await from('2001:db8:1:2:aaaa::2');
  await assert.rejects(from('2001:db8:1:2:3:4:5:6'), limited);
  await from('2001:db8:1:3::1');
  await from('::ffff:1.2.3.4');
  await from('1.2.3.4');
  await assert.rejects(from('1.2.3.4'), limited);
});

test('those who look after the place get more', async () => {
  const { limiter } = setup();
  for (let count = 0; count < 8; count++) await limiter.take('default', person(1, 'moderator'));
  await assert.rejects(limiter.take('default', person(1, 'moderator')), limited);
});

test('without the cache nobody is stopped', async () => {
  const { limiter, server } = setup();
  server.reachable = false;
  for (let count = 0; count < 5; count++) assert.deepEqual(await limiter.take('default', person(1)), {});
});

test('what is not limited is not counted', async () => {
  const { limiter } = setup();
  for (let count = 0; count < 5; count++) assert.deepEqual(await limiter.take('none', person(1)), {});
});
