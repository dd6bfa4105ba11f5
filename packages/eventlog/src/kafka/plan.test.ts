import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InMessage } from './client/index.ts';
import { outMessage } from './message.ts';
import { planLane } from './plan.ts';
import { seenNothing } from './seen.ts';

const needs = {
  handles: (type: string) => type !== 'heartbeat',
  queued: (_source: string, key: string) => key === 'q',
  max: 3,
};

interface Given {
  number: number;
  key: string;
  type?: string;
  version?: number;
}

/** Messages of one bucket at the offsets 10, 11 … */
function planned(given: readonly Given[], more: readonly InMessage[] = []) {
  const buffer = given.map(({ number, key, type = 'account.updated', version = 1 }, at): InMessage => {
    const body = JSON.stringify({ id: `core-1-${number}`, type, version, key });
    const origin = { source: 'core', bucket: 1, number, previous: number - 1, epoch: 1 };
    const { value, headers } = outMessage(origin, key, body);
    return { offset: 10 + at, key, value, headers: new Map(Object.entries(headers)) };
  });
  const lane = { position: 10, seen: seenNothing('t', false, new Map()), buffer: [...buffer, ...more] };
  const { items, upto, blocked, lost } = planLane(lane, needs);
  return { items: items.map(({ row, queued }) => [row.number, queued]), upto: upto.offset, blocked, lost };
}

test('takes handled events of distinct keys, passes those of other groups and what it knows', () => {
  const { items, upto } = planned([
    { number: 1, key: 'a' },
    { number: 1, key: 'a' },
    { number: 2, key: 'x', type: 'heartbeat' },
    { number: 3, key: 'q' },
    { number: 2, key: 'x', type: 'heartbeat' },
  ]);
  assert.deepEqual(
    [items, upto],
    [
      [
        [1, false],
        [3, true],
      ],
      15,
    ],
  );
});

test('ends before a key that it holds already, and when it is full', () => {
  assert.equal(
    planned([
      { number: 1, key: 'a' },
      { number: 2, key: 'b' },
      { number: 3, key: 'a' },
    ]).upto,
    12,
  );
  const four = ['a', 'b', 'c', 'd'].map((key, at) => ({ number: at + 1, key }));
  assert.equal(planned(four).upto, 13);
});

test('never passes a gap, an event of an unknown type or a newer version of one that it handles', () => {
  assert.deepEqual(
    planned([
      { number: 1, key: 'a' },
      { number: 3, key: 'b' },
    ]),
    {
      ...{ items: [[1, false]], upto: 11, blocked: null },
      lost: '2 of bucket 1 of core is missing after 1',
    },
  );
  assert.match(
    String(planned([{ number: 1, key: 'a', type: 'planet.exploded' }]).blocked),
    /unknown event type/,
  );
  assert.match(String(planned([{ number: 1, key: 'a', version: 2 }]).blocked), /schema version 2/);
});

test('passes what no relay wrote', () => {
  const foreign: InMessage = { offset: 10, key: 'a', value: 'hello', headers: new Map() };
  assert.equal(planned([], [foreign]).upto, 11);
});
