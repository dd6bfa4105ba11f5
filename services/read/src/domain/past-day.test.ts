import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Sample } from '../store/vital-samples.ts';
import { DAY, pastDay } from './past-day.ts';

const MINUTE = 60_000;
const now = Date.parse('2026-11-23T12:34:00Z');

function sample(minutesAgo: number, more: Partial<Sample> = {}): Sample {
  return {
    at: now - minutesAgo * MINUTE,
    requests: 1,
    errors: 0,
    times: { limits: [1], counts: [1, 0] },
    deliveries: [],
    busy: 0.1,
    memory: 100,
    gauges: {},
    failing: [],
    ...more,
  };
}

describe('the last day', () => {
  test('is empty where nothing was taken down', () => {
    const { history, promises } = pastDay([], now);
    assert.equal(history.points.length, DAY / (history.step * 1000));
    assert.equal(history.points.at(-1)?.at, '2026-11-23T12:30:00.000Z');
    assert.ok(
      history.points.every(({ status, requests, memory }) =>
        [status, requests, memory].every((one) => one === null),
      ),
    );
    assert.deepEqual(promises, []);
  });

  test('has sums, the most of it, and the worst that was', () => {
    const samples = [
      sample(2, { gauges: { waiting: 2 }, memory: 300 }),
      sample(1, { errors: 1, gauges: { waiting: 5 }, failing: [{ services: ['read'], part: 'cache' }] }),
      sample(60),
    ];
    const last = pastDay(samples, now).history.points.at(-1);
    assert.deepEqual(
      [last?.requests, last?.errors, last?.waiting, last?.memory, last?.status, last?.sockets],
      [2, 1, 5, 300, 'degraded', null],
    );
  });

  test('is not well where nobody could take it down for a while, and unknown where nobody did at all', () => {
    const status = (...minutesAgo: number[]) =>
      pastDay(
        minutesAgo.map((minutes) => sample(minutes)),
        now,
      )
        .history.points.slice(-4)
        .map((point) => point.status);
    // 12:34 now; the stretches begin at 12:00, 12:10, 12:20 and 12:30.
    assert.deepEqual(status(4, 3, 2, 1), [null, null, null, 'ok'], 'nothing before the first one was missed');
    assert.deepEqual(status(13, 12, 9, 6, 3), [null, null, 'ok', 'ok'], 'a restart');
    assert.deepEqual(status(24, 23, 15, 14, 11, 8, 5, 1), [null, 'degraded', 'ok', 'ok']);
    assert.deepEqual(status(24, 23, 2, 1), [null, 'degraded', null, 'degraded']);
    assert.deepEqual(status(13, 12, 11), [null, null, 'degraded', null]);
  });

  test('says of a promise how it was kept in the last hour and in the day, in the order of the way', () => {
    const times = (count: number) => ({ limits: [1, 2], counts: [0, count, 0] });
    const went = (to: string, origin: string, count: number) => ({ to, origin, times: times(count) });
    const samples = [
      sample(5, { deliveries: [went('search', 'posted', 1), went('first_follower', 'posted', 1)] }),
      sample(300, { deliveries: [went('search', 'posted', 3), went('first_follower', 'approved', 1)] }),
    ];
    const { promises } = pastDay(samples, now);
    assert.deepEqual(
      promises.map(({ to, origin, hour, day }) => [to, origin, hour.count, day.count, day.p50]),
      [
        ['first_follower', 'posted', 1, 1, 1.5],
        ['search', 'posted', 1, 4, 1.5],
        ['first_follower', 'approved', 0, 1, 1.5],
      ],
    );
  });
});
