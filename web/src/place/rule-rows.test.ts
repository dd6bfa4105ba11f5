import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moved, newRow, rowsOf, rulesOf, sameRules } from './rule-rows.ts';

const rules = [
  { id: '1', text: 'Be kind', hint: '' },
  { id: '2', text: 'No ads', hint: 'None.' },
];

test('rules that were there keep their ids, new ones have none, empty ones are left out', () => {
  const rows = [...rowsOf(rules), newRow(), newRow(' Third ', ' x ')];
  assert.deepEqual(rulesOf(rows), [...rules, { text: 'Third', hint: 'x' }]);
  assert.equal(new Set(rows.map(({ key }) => key)).size, 4);
});

test('rows move by one, and not beyond the ends', () => {
  const keys = (rows: ReturnType<typeof rowsOf>) => rows.map(({ id }) => id).join('');
  const rows = rowsOf(rules);
  assert.equal(keys(moved(rows, 0, 1)), '21');
  assert.equal(keys(moved(rows, 1, -1)), '21');
  assert.equal(keys(moved(rows, 0, -1)), '12');
  assert.equal(keys(moved(rows, 1, 1)), '12');
});

test('order and words tell whether something changed', () => {
  assert.ok(sameRules(rules, rulesOf(rowsOf(rules))));
  assert.ok(!sameRules(rules, rules.toReversed()));
  assert.ok(!sameRules(rules, rules.slice(0, 1)));
});
