import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedLog } from './counted-log.ts';
import { createLog } from './create-log.ts';
import { createMetrics } from './create-metrics.ts';

test('warnings and errors are counted, of children too, and said as before', async () => {
  const metrics = createMetrics();
  const lines: string[] = [];
  const log = countedLog(createLog({ stream: { write: (line) => void lines.push(line) } }), metrics);
  log.info({}, 'one');
  log.child({ group: 'x' }).warn({}, 'two');
  log.child({}).child({}).error({}, 'three');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).message),
    ['one', 'two', 'three'],
  );
  assert.deepEqual(await metrics.snapshot(), [
    { name: 'fanfare_log_lines_total', labels: { level: 'warn' }, value: 1 },
    { name: 'fanfare_log_lines_total', labels: { level: 'error' }, value: 1 },
  ]);
});
