import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faster } from './faster-rules.ts';

const text = `groups:
  - name: fanfare-5m
    interval: 30s
    rules:
      - record: fanfare:errors:ratio_rate5m
        expr: sum(rate(errors_total{route="/x/5m"}[1h30m])) > 5
      - alert: Slow
        expr: >-
          max_over_time(ratio[6h:30s] offset 1d) > 0.5 and rate(x[5m]) > 1 and age_seconds > 24 * 3600
        for: 5m
        keep_firing_for: 10m
        annotations:
          summary: Over 5m it waited 10s
`;

test('every duration of a rule is divided, and nothing else', () => {
  assert.deepEqual(
    faster(text, 60).split('\n'),
    text
      .replace('interval: 30s', 'interval: 500ms')
      .replace('[1h30m]', '[90000ms]')
      .replace('[6h:30s] offset 1d', '[360000ms:500ms] offset 1440000ms')
      .replace('rate(x[5m])', 'rate(x[5000ms])')
      .replace('> 24 * 3600', '> 1440')
      .replace('      for: 5m', '      for: 5000ms')
      .replace('keep_firing_for: 10m', 'keep_firing_for: 10000ms')
      .split('\n'),
  );
});

test('by one is the file as it is, and no duration becomes nothing', () => {
  assert.equal(faster(text, 1), text);
  assert.match(faster('  for: 10ms\n', 100), /for: 1ms/);
  assert.match(faster('  for: 0s\n', 100), /for: 0s/);
});
