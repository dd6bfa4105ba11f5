/** What a process tells of itself is told whatever is away. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventLog, GroupState } from '@fanfare/eventlog';
import { AppError } from '@fanfare/kernel';
import { createMetrics } from '@fanfare/telemetry';
import { lately } from './lately.ts';
import { ownVitals } from './own.ts';

const metrics = createMetrics();
const clock = { now: () => 0 };

async function parts(state: () => Promise<Partial<GroupState>[]>) {
  const told = await ownVitals({
    services: ['read'],
    metrics,
    eventLog: { state } as unknown as EventLog,
    lately: lately(metrics, clock),
    health: () => ({ database: { needed: true, check: async () => ({ ok: true }) } }),
  });
  return told.parts;
}

test('each group of consumers is a part', async () => {
  const said = await parts(async () => [{ group: 'search', lag: 3, retries: 0, paused: null }]);
  assert.deepEqual(said, {
    database: { ok: true, needed: true },
    'events.search': { ok: true, needed: false, detail: '3 events behind' },
  });
});

test('groups that nobody can ask are one part, and the others are told all the same', async () => {
  const said = await parts(() => Promise.reject(new AppError('engine_away', { text: 'No retries' })));
  assert.deepEqual(said, {
    database: { ok: true, needed: true },
    events: { ok: false, needed: false, detail: 'No retries' },
  });
});
