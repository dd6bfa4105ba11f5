import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lane } from '../port.ts';
import { lanes } from './lanes.ts';

type Waiting = ReturnType<typeof lanes<Lane>>;

function filled(counts: Partial<Record<Lane, number>>): Waiting {
  const waiting = lanes<Lane>();
  for (const [lane, count] of Object.entries(counts) as [Lane, number][]) {
    for (let at = 0; at < count; at++) waiting.add(lane, lane, 0);
  }
  return waiting;
}

/** One transaction's units, counted; each takes `cost` ms. */
function group(waiting: Waiting, began: number, cost: number): Record<Lane, number> {
  const taken = { people: 0, fanout: 0, bulk: 0 };
  waiting.begin(began);
  let now = began;
  for (let lane = waiting.next(now); lane !== undefined; lane = waiting.next(now)) {
    taken[lane] += 1;
    now += cost;
  }
  return taken;
}

test('a group is bounded in units and leaves room for fan-out', () => {
  const waiting = filled({ people: 200, fanout: 200, bulk: 9 });
  assert.deepEqual(group(waiting, 0, 0), { people: 48, fanout: 16, bulk: 0 });
  assert.deepEqual(group(filled({ people: 200 }), 0, 0), { people: 64, fanout: 0, bulk: 0 });
});

test('a group is bounded in time, and fan-out still gets one unit', () => {
  assert.deepEqual(group(filled({ people: 200, fanout: 9 }), 0, 3), { people: 4, fanout: 1, bulk: 0 });
  assert.deepEqual(group(filled({ fanout: 9 }), 0, 3), { people: 0, fanout: 2, bulk: 0 });
});

test('bulk has small groups of its own, and joins others only after it has waited long', () => {
  const alone = filled({ bulk: 9 });
  assert.deepEqual(group(alone, 0, 0), { people: 0, fanout: 0, bulk: 4 });
  assert.deepEqual(group(alone, 0, 5), { people: 0, fanout: 0, bulk: 1 });
  const crowded = filled({ people: 100, bulk: 3 });
  assert.equal(group(crowded, 10, 0).bulk, 0);
  assert.deepEqual(group(filled({ people: 5, bulk: 3 }), 600, 0), { people: 5, fanout: 0, bulk: 1 });
});
