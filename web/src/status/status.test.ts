import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { curveOf, hoursOf, knownSoFar, stretchesOf } from './curve.ts';
import { share, size, time } from './numbers.ts';
import { problemsOf } from './problems.ts';
import type { FullStatus, Point, Process } from './status.ts';

const nothing: Point = {
  at: '2026-11-23T00:00:00.000Z',
  ...{ status: null, requests: null, errors: null, p50: null, p99: null, deliveredP99: null, busy: null },
  ...{ memory: null, lagEvents: null, sockets: null, waiting: null },
};
const process: Process = {
  services: ['read'],
  state: 'ok',
  ...{ version: '1.0.0', runtime: 'v24', startedAt: nothing.at, memory: 1, busy: 0 },
  ...{ requests: 0, errors: 0, p50: null, p99: null, parts: [] },
};
const well: FullStatus = {
  status: 'ok',
  abilities: { reading: 'ok', posting: 'ok', live: 'ok', search: 'ok', notifications: 'ok' },
  at: nothing.at,
  version: '1',
  processes: [process],
  lately: { requests: 100, errors: 1, p50: null, p99: null },
  promises: [],
  backlog: {
    ...{ lagEvents: 0, lagSeconds: 0, outboxEvents: 0, outboxSeconds: 0, retries: 0, retrySeconds: 0 },
    ...{ fanoutOpen: 0, fanoutOpenSeconds: 0 },
  },
  sockets: 0,
  submissions: { waiting: 0, oldestSeconds: 0 },
  audit: { checked: 1, errorRate: 0 },
  storage: { database: 1, search: 1, media: 1, free: 2 ** 40 },
  history: { step: 600, points: [nothing] },
};

describe('a curve', () => {
  test('is a step for each value, with gaps', () => {
    const curve = curveOf([1, 2, null, 0], 10);
    assert.equal(curve.line, 'M0 5H1V0H2M3 10H4');
    assert.deepEqual([curve.now, curve.top], [0, { value: 2, place: 1 }]);
  });

  test('of nothing is nothing, and of zeros lies on the ground', () => {
    assert.deepEqual(curveOf([null, null], 10), { line: '', area: '', now: null, top: null });
    assert.equal(curveOf([0, 0], 10).line, 'M0 10H1V10H2');
  });

  test('has its newest value from the stretch before when this one has just begun', () => {
    assert.equal(curveOf([3, null], 10).now, 3);
  });
});

test('a stretch that has just begun is not yet one of which nothing is known', () => {
  const points = (...all: Point['status'][]) => all.map((status) => ({ status }));
  assert.equal(knownSoFar(points('ok', null)).length, 1);
  assert.equal(knownSoFar(points('ok', null, null)).length, 3);
  assert.equal(knownSoFar(points(null, 'ok')).length, 2);
});

test('neighbours of one kind are one stretch', () => {
  const points = (['ok', 'ok', null, 'down'] as const).map((status) => ({ status }));
  assert.deepEqual(stretchesOf(points), [
    { level: 'ok', from: 0, points: 2 },
    { level: null, from: 2, points: 1 },
    { level: 'down', from: 3, points: 1 },
  ]);
});

test('an hour has the most of its points and the worst that was', () => {
  const points = [
    { ...nothing, requests: 1 },
    { ...nothing, requests: 5, status: 'ok' as const },
    { ...nothing, status: 'degraded' as const },
    { ...nothing, requests: 2, status: 'ok' as const },
  ];
  const hours = hoursOf(points, 1200);
  assert.deepEqual(
    hours.map(({ requests, status }) => [requests, status]),
    [
      [5, 'degraded'],
      [1, null],
    ],
  );
});

describe('what is wrong', () => {
  test('is nothing when all is well', () => {
    assert.deepEqual(problemsOf(well), []);
  });

  test('begins with what matters most, and names each part once', () => {
    const cache = { name: 'cache', ok: false, needed: false, detail: 'no answer' };
    const database = { name: 'database', ok: false, needed: true, detail: null };
    const status: FullStatus = {
      ...well,
      processes: [
        { ...process, parts: [cache] },
        { ...process, services: ['write'], parts: [cache, database] },
        { ...process, services: ['search'], state: 'away' },
      ],
      storage: { ...well.storage, free: 1000 },
    };
    assert.deepEqual(
      problemsOf(status).map((one) => (one.kind === 'part' ? [one.part, one.services] : one.kind)),
      ['away', ['database', ['write']], ['cache', ['read', 'write']], 'disk'],
    );
  });

  test('is not that one of several instances does not answer', () => {
    const status = { ...well, processes: [process, { ...process, state: 'away' as const }] };
    assert.deepEqual(problemsOf(status), []);
  });
});

test('numbers in the unit that fits', () => {
  assert.deepEqual(
    [0.0123, 1.25, 42, 600, 7200, 400_000].map((seconds) => time(seconds, 'en')),
    ['12 ms', '1.3 sec', '42 sec', '10 min', '2 hr', '5 days'],
  );
  assert.deepEqual(
    [12, 5 * 1024, 1.5 * 1024 ** 2, 300 * 1024 ** 3].map((bytes) => size(bytes, 'en')),
    ['12 byte', '5 kB', '1.5 MB', '300 GB'],
  );
  assert.deepEqual([share(0.034, 'en'), share(0, 'en'), share(0.5, 'en')], ['3.4%', '0%', '50%']);
});
