import assert from 'node:assert/strict';
import { it } from 'node:test';
import { VERSION } from '@fanfare/kernel';
import { look } from './look.ts';
import type { World } from './world.ts';

export function processTests(world: () => World): void {
  it('what the process is and does', async () => {
    const seen = await look(world().network);
    assert.equal(seen.value('fanfare_info', { version: VERSION, services: 'all' }), 1);
    assert.equal(seen.value('fanfare_drain_seconds'), 0);
    assert.equal(seen.value('fanfare_log_lines_total', { level: 'error' }), 0);
    assert.ok(seen.value('process_resident_memory_bytes') > 10_000_000);
    assert.ok(seen.value('fanfare_memory_limit_bytes') > seen.value('process_resident_memory_bytes'));
    assert.ok(seen.value('nodejs_eventloop_lag_p99_seconds') > 0);
  });

  it('the same can be read inside the process', async () => {
    const { network } = world();
    const inside = await network.composition().metrics.snapshot(['fanfare_info', 'fanfare_delivery_seconds']);
    assert.equal(inside.find(({ name }) => name === 'fanfare_info')?.value, 1);
    assert.ok(
      inside.some(({ name, labels }) => name === 'fanfare_delivery_seconds_bucket' && labels.le === '1'),
    );
  });
}
