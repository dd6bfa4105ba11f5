import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog, systemClock } from '@fanfare/kernel';
import { harnessOf, update } from '../kit/harness.ts';
import type { ConsumerGroup } from '../port.ts';
import { sqlEventLog } from './sql-event-log.ts';

const open = harnessOf(new URL('./world.test-support.ts', import.meta.url).href);

test('an event that is committed while offsets are being stored is handled, without another one', async (t) => {
  const { core } = await open(t);
  const seen: string[] = [];
  // Without an effect the offset is stored later, in a unit of its own.
  const group: ConsumerGroup = {
    group: 'watcher',
    database: core,
    lane: 'people',
    handlers: {
      'account.updated': async ({ id }) => {
        seen.push(id);
      },
    },
    rebuild: async () => {},
  };
  const log = sqlEventLog({
    sources: [{ name: 'core', database: core }],
    log: silentLog,
    clock: systemClock,
    pollInterval: 2 ** 30,
  });
  log.consume([group]);
  await log.start();
  for (let version = 1; version <= 20; version += 1) {
    await log.settled();
    // Pruning asks how far the group is, which stores its offsets.
    await Promise.all([log.prune(), update(core, [1, version])]);
  }
  await log.settled();
  assert.equal(new Set(seen).size, 20);
  await log.stop();
});
