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
  /** Since the mark that is a minute old, or since the start. */
  now(): Promise<Vitals['lately']>;
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
        seconds: Math.max(0, (end.at - begin.at) / 1000),
        requests: end.counted.requests - begin.counted.requests,
        errors: end.counted.errors - begin.counted.errors,
        times: between(begin.counted.times, end.counted.times),
        deliveries: deliveriesBetween(begin.counted.deliveries, end.counted.deliveries),
        busy: performance.eventLoopUtilization(end.loop, begin.loop).utilization,
      };
    },
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
