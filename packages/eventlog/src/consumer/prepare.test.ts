import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import { silentLog } from '@fanfare/kernel';
import type { Moment } from '@fanfare/telemetry';
import { idsOnly } from '@fanfare/telemetry';
import type { ConsumerGroup, Effect } from '../port.ts';
import { decoder } from './decode.ts';
import { preparer } from './prepare.ts';

const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`;

function row(of: string | null) {
  const data = { node: 1, beat: 2 };
  const envelope = { id: 'core-1-2', type: 'heartbeat', version: 1, key: '1', at: 3, trace: of, data };
  return { type: 'heartbeat', body: JSON.stringify(envelope) };
}

test('what is done for an event is done within its trace, without a collector too', async () => {
  const context = new AsyncLocalStorage<Moment>();
  const seen: (Moment | undefined)[] = [];
  const emitted: (string | null)[] = [];
  const look = async () => {
    await new Promise(setImmediate);
    seen.push(context.getStore());
  };
  const handlers: ConsumerGroup['handlers'] = {
    heartbeat: async () => {
      await look();
      return look;
    },
  };
  const group = { group: 'search.second', handlers } as ConsumerGroup;
  const needs = { log: silentLog, signal: new AbortController().signal, told() {} };
  const prepare = preparer(group, decoder(), { ...needs, tracer: idsOnly(context) });
  for (const carried of [trace, null]) {
    const outcome = await prepare(row(carried));
    assert.ok(outcome.kind === 'write');
    await outcome.effect({
      traced: (from: string | null) => void emitted.push(from),
    } as Parameters<Effect>[0]);
  }
  const moment = { requestId: 'core-1-2', trace, edge: true, service: 'search' };
  assert.deepEqual(seen, [moment, moment, undefined, undefined]);
  assert.deepEqual(emitted, [trace, null]);
});
