import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sealed } from '../consumer/decode.ts';
import type { PlanNeeds } from './plan.ts';
import { planBatch } from './plan.ts';

const needs: PlanNeeds = { handles: (type) => type !== 'heartbeat', queued: (key) => key === 'q', max: 3 };

function row(number: number, key: string, type = 'account.updated', version = 1): Sealed {
  return { number, id: `core-1-${number}`, type, version, key, trace: null, at: 0, body: '' };
}

function planned(...rows: Sealed[]) {
  const { items, upto, blocked } = planBatch(rows, 4, needs);
  return { items: items.map(({ row: { number }, queued }) => [number, queued]), upto, blocked };
}

test('takes handled events of distinct keys and passes those of other groups', () => {
  const rows = [row(5, 'a'), row(6, 'x', 'heartbeat'), row(7, 'q'), row(8, 'x', 'heartbeat')];
  assert.deepEqual(planned(...rows), {
    items: [
      [5, false],
      [7, true],
    ],
    upto: 8,
    blocked: null,
  });
});

test('ends before a key that it holds already, and when it is full', () => {
  assert.deepEqual(planned(row(5, 'a'), row(6, 'b'), row(7, 'a')).upto, 6);
  assert.deepEqual(
    planned(row(5, 'a'), row(6, 'b'), row(7, 'c'), row(8, 'x', 'heartbeat'), row(9, 'd')).upto,
    8,
  );
});

test('never passes an event of an unknown type, nor a newer version of one that it handles', () => {
  const unknown = planned(row(5, 'a'), row(6, 'b', 'planet.exploded'), row(7, 'c'));
  assert.deepEqual([unknown.upto, unknown.blocked], [5, 'unknown event type planet.exploded (event 6)']);
  assert.match(
    String(planned(row(5, 'a', 'account.updated', 2)).blocked),
    /schema version 2, this program knows 1/,
  );
  assert.equal(planned(row(5, 'a', 'heartbeat', 2)).upto, 5);
});

test('refuses rows with a gap', () => {
  assert.throws(() => planned(row(6, 'a')), /the log has 6 after 4/);
  assert.throws(() => planned(row(5, 'a'), row(7, 'b')), /the log has 7 after 5/);
});
