import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '@fanfare/telemetry';
import { memoryLimit, processMetrics } from './process.ts';

test('the limit of memory is that of the container, or what the machine has', () => {
  assert.equal(memoryLimit(2 ** 28, 2 ** 33), 2 ** 28);
  // What an unlimited group and none at all say.
  assert.equal(memoryLimit(2 ** 64, 2 ** 33), 2 ** 33);
  assert.equal(memoryLimit(0, 2 ** 33), 2 ** 33);
});

test('an engine that hangs is 0, and the others are told', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const metrics = createMetrics();
  const part = (check: () => Promise<{ ok: boolean }>) => ({ needed: false, check });
  processMetrics(metrics, {
    services: ['write'],
    health: () => ({ cache: part(async () => ({ ok: true })), mail: part(() => new Promise(() => {})) }),
    stoppingSince: () => null,
  });
  const asked = metrics.exposition();
  context.mock.timers.tick(2_000);
  const { text } = await asked;
  assert.deepEqual(
    text.split('\n').filter((line) => line.startsWith('fanfare_engine_up')),
    ['fanfare_engine_up{engine="cache"} 1', 'fanfare_engine_up{engine="mail"} 0'],
  );
});
