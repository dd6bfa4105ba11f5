/** The last minute of a process: the difference between what is counted now and what was counted then. */
import type { EventLoopUtilization } from 'node:perf_hooks';
import { performance } from 'node:perf_hooks';
import type { DeliverySpread, Spread, Vitals } from '@fanfare/contracts';
import type { Clock } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import type { Counted, Cumulative } from './counted.ts';
import { countedBy, nothingCounted } from './counted.ts';

interface Mark {
  /** In ms. */
  at: number;
  counted: Counted;
  loop: EventLoopUtilization;
}

export interface Lately {
  /** To be called some times a minute. */
  mark(): Promise<void>;
  /** Since the start; and since the mark that is a minute old, where there is one. */
  now(): Promise<Pick<Vitals, 'counted' | 'lately'>>;
}

const MINUTE = 60_000;

export function lately(metrics: Metrics, clock: Clock): Lately {
  let marks: Mark[] = [
    { at: clock.now(), counted: nothingCounted, loop: performance.eventLoopUtilization() },
  ];

  async function take(): Promise<Mark> {
    const counted = await countedBy(metrics);
    return { at: clock.now(), counted, loop: performance.eventLoopUtilization() };
  }

  return {
    async mark() {
      const mark = await take();
      const old = marks.findLastIndex(({ at }) => at <= mark.at - MINUTE);
      marks = [...marks.slice(Math.max(old, 0)), mark];
    },
    async now() {
      const end = await take();
      const begin = marks.findLast(({ at }) => at <= end.at - MINUTE) ?? marks[0] ?? end;
      return {
        counted: difference(nothingCounted, end.counted),
        lately: {
          ...difference(begin.counted, end.counted),
          seconds: Math.max(0, (end.at - begin.at) / 1000),
          busy: performance.eventLoopUtilization(end.loop, begin.loop).utilization,
        },
      };
    },
  };
}

function difference(begin: Counted, end: Counted): Vitals['counted'] {
  return {
    requests: end.requests - begin.requests,
    errors: end.errors - begin.errors,
    times: between(begin.times, end.times),
    deliveries: deliveriesBetween(begin.deliveries, end.deliveries),
  };
}

function deliveriesBetween(begin: Counted['deliveries'], end: Counted['deliveries']): DeliverySpread[] {
  return [...end].flatMap(([key, times]) => {
    const [to = '', origin = ''] = key.split(' ');
    const spread = between(begin.get(key) ?? new Map(), times);
    return spread.counts.some((count) => count > 0) ? [{ to, origin, times: spread }] : [];
  });
}

function between(begin: Cumulative, end: Cumulative): Spread {
  const limits = [...end.keys()].filter(Number.isFinite).sort((a, b) => a - b);
  let below = 0;
  const counts = [...limits, Number.POSITIVE_INFINITY].map((limit) => {
    const up = (end.get(limit) ?? 0) - (begin.get(limit) ?? 0);
    const count = up - below;
    below = up;
    return Math.max(0, count);
  });
  return { limits, counts };
}
