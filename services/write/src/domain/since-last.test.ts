import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessVitals, Vitals } from '@fanfare/contracts';
import { countsOf, sinceLast } from './since-last.ts';

const spread = (count: number) => ({ limits: [1], counts: [count, 0] });

function counted(requests: number, posts: number): Vitals['counted'] {
  const deliveries = posts === 0 ? [] : [{ to: 'socket', origin: 'posted', times: spread(posts) }];
  return { requests, errors: 0, times: spread(requests), deliveries };
}

/** Whose last minute is what it has counted, so that minutes overlap. */
function process(id: string, requests: number, posts = 0): ProcessVitals {
  const vitals: Vitals = {
    ...{
      id,
      services: ['read'],
      version: '1',
      runtime: 'v24',
      started_at: 0,
      parts: {},
      memory: 1,
      gauges: {},
    },
    counted: counted(requests, posts),
    lately: { ...counted(requests, posts), seconds: 75, busy: 0 },
  };
  return { services: ['read'], vitals };
}

test('nothing is in two samples, however the minutes overlap', () => {
  const first = [process('a', 10, 1)];
  const before = countsOf(first, new Map());
  assert.equal(sinceLast(first, new Map())[0]?.vitals?.lately.requests, 10);
  const [now] = sinceLast([process('a', 25, 3)], before);
  assert.equal(now?.vitals?.lately.requests, 15);
  assert.deepEqual(now?.vitals?.lately.times.counts, [15, 0]);
  assert.deepEqual(now?.vitals?.lately.deliveries[0]?.times.counts, [2, 0]);
  assert.equal(now?.vitals?.lately.seconds, 75);
});

test('instances that answer in turn are told apart, also after one was away', () => {
  let counts = countsOf([process('a', 10)], new Map());
  counts = countsOf([process('b', 100)], counts);
  counts = countsOf([{ services: ['read'], vitals: null }], counts);
  assert.equal(sinceLast([process('a', 12)], counts)[0]?.vitals?.lately.requests, 2);
  assert.equal(sinceLast([process('b', 100)], counts)[0]?.vitals?.lately.requests, 0);
});
