import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '@fanfare/kernel';
import type { SpanData } from './live-span.ts';
import type { Deliver } from './sending.ts';
import { sending } from './sending.ts';

const one = { name: 'x' } as SpanData;
const spans = (count: number) => Array.from({ length: count }, () => one);

function world(deliver: Deliver) {
  const counts = { sent: 0, lost: 0 };
  const lines: string[] = [];
  const log = {
    ...silentLog,
    warn: (_fields: object, line: string) => void lines.push(`warn ${line}`),
    info: (_fields: object, line: string) => void lines.push(`info ${line}`),
  };
  const queue = sending({
    ...{ deliver, log, interval: 1 },
    counted(result, number) {
      counts[result] += number;
    },
  });
  return { queue, counts, lines };
}

test('what was added is delivered, at the latest by the close', async () => {
  const batches: number[] = [];
  const { queue, counts } = world(async (batch) => {
    batches.push(batch.length);
    return 'taken';
  });
  queue.add(spans(3));
  queue.add(spans(1_200));
  await queue.close();
  assert.deepEqual(counts, { sent: 1_203, lost: 0 });
  assert.ok(Math.max(...batches) <= 512);
});

test('while nobody answers the queue keeps the newest and says so once', async () => {
  let away = true;
  const tried = Promise.withResolvers<void>();
  const { queue, counts, lines } = world(async () => {
    tried.resolve();
    if (away) throw new Error('connect ECONNREFUSED');
    return 'taken';
  });
  queue.add(spans(600));
  await tried.promise;
  for (let round = 0; round < 10; round++) queue.add(spans(600));
  away = false;
  await queue.close();
  assert.deepEqual(counts, { sent: 4_096, lost: 6_600 - 4_096 });
  assert.deepEqual(lines, [
    'warn The collector of traces does not answer: spans get lost',
    'info The collector of traces answers again',
  ]);
});

test('what the collector refuses is not offered again', async () => {
  const { queue, counts, lines } = world(async () => 'refused');
  queue.add(spans(2));
  await queue.close();
  assert.deepEqual(counts, { sent: 0, lost: 2 });
  assert.equal(lines.length, 1);
});

test('a close while nobody answers counts what is left as lost', async () => {
  const { queue, counts } = world(async () => {
    throw new Error('away');
  });
  queue.add(spans(5));
  await queue.close();
  queue.add(spans(1));
  assert.deepEqual(counts, { sent: 0, lost: 6 });
});
