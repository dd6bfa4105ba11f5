import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago } from './ago.ts';

const now = Date.parse('2026-11-22T12:00:00Z');

test('the younger, the finer', () => {
  assert.equal(ago(now - 5_000, now, 'en'), '5s');
  assert.equal(ago(now - 3 * 60_000, now, 'en'), '3m');
  assert.equal(ago(now - 5 * 3_600_000, now, 'en'), '5h');
  assert.equal(ago(now - 2 * 86_400_000, now, 'en'), '2d');
});

test('older than a week is a date, with its year when it is another', () => {
  assert.equal(ago(Date.parse('2026-10-01T12:00:00Z'), now, 'en'), 'Oct 1');
  assert.equal(ago(Date.parse('2024-10-01T12:00:00Z'), now, 'de'), '1. Okt. 2024');
});

test('a clock that goes wrong shows no future', () => {
  assert.equal(ago(now + 60_000, now, 'en'), '0s');
});
