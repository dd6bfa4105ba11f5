/** The last day in stretches, and what was kept of what is promised about a post's way. */
import type { DeliverySpread, GaugeName, Totals } from '@fanfare/contracts';
import { abilitiesOf, addDeliveries, addSpreads, overall, quantile, sizeOf, worst } from '@fanfare/contracts';
import type { AdminStatus } from '@fanfare/contracts/entities';
import type { Sample } from '../store/vital-samples.ts';
import { isoTime } from './urls.ts';

type Point = AdminStatus['history']['points'][number];

export interface PastDay {
  promises: AdminStatus['promises'];
  history: AdminStatus['history'];
}

const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;
/** In ms. */
const STEP = 10 * 60_000;
/** A restart, or another process taking over, leaves out a few samples; more is time in which something was wrong. */
const GAP = 5 * 60_000;

export function pastDay(samples: readonly Sample[], now: number): PastDay {
  const begin = Math.floor((now - DAY) / STEP) * STEP + STEP;
  const stretches = Map.groupBy(samples, ({ at }) => Math.floor(at / STEP) * STEP);
  const gaps = stretchesWithGaps(samples, now);
  const delivered: DeliverySpread[] = [];
  const points = Array.from({ length: DAY / STEP }, (_, place) => {
    const at = begin + place * STEP;
    const inStretch = stretches.get(at) ?? [];
    const deliveries = addDeliveries(inStretch.flatMap((sample) => sample.deliveries));
    delivered.push(...deliveries);
    return pointOf(at, inStretch, deliveries, gaps.has(at));
  });
  const lately = samples.filter(({ at }) => at > now - HOUR);
  const hour = addDeliveries(lately.flatMap(({ deliveries }) => deliveries));
  return { promises: promisesOf(addDeliveries(delivered), hour), history: { step: STEP / 1000, points } };
}

/** Those in which nobody took down how the place was for a while, though somebody did before. */
function stretchesWithGaps(samples: readonly Sample[], now: number): Set<number> {
  const times = [...samples.map(({ at }) => at), now];
  const ends = times.flatMap((time, index) => {
    const before = times[index - 1] ?? time;
    return time - before > GAP ? [before, time] : [];
  });
  return new Set(ends.map((time) => Math.floor(time / STEP) * STEP));
}

function pointOf(
  at: number,
  samples: readonly Sample[],
  deliveries: readonly DeliverySpread[],
  hasGap: boolean,
): Point {
  const times = addSpreads(samples.map((sample) => sample.times));
  const delivered = addSpreads(deliveries.filter(({ to }) => to === 'last_follower').map((one) => one.times));
  return {
    at: isoTime(at),
    status: samples.length === 0 ? null : worst([hasGap ? 'degraded' : 'ok', ...samples.map(levelOf)]),
    requests: total(samples.map(({ requests }) => requests)),
    errors: total(samples.map(({ errors }) => errors)),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    delivered_p99: quantile(delivered, 0.99),
    busy: most(samples.map(({ busy }) => busy)),
    memory: most(samples.map(({ memory }) => memory)),
    lag_events: most(known(samples, 'lag_events')),
    sockets: most(known(samples, 'sockets')),
    waiting: most(known(samples, 'waiting')),
  };
}

function levelOf({ failing }: Totals) {
  return overall(abilitiesOf(failing), failing);
}

/** In the order of a post's way. */
const ways = ['first_follower', 'last_follower', 'socket', 'search'];

function promisesOf(day: readonly DeliverySpread[], hour: readonly DeliverySpread[]): PastDay['promises'] {
  return day
    .toSorted((a, b) => a.origin.localeCompare(b.origin) * -1 || ways.indexOf(a.to) - ways.indexOf(b.to))
    .map(({ to, origin, times }) => ({
      to,
      origin,
      hour: keptOf(hour.find((one) => one.to === to && one.origin === origin)?.times),
      day: keptOf(times),
    }));
}

function keptOf(times: Totals['times'] | undefined) {
  return times === undefined
    ? { count: 0, p50: null, p99: null }
    : { count: sizeOf(times), p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

function known(samples: readonly Sample[], name: GaugeName): number[] {
  return samples.flatMap(({ gauges }) => gauges[name] ?? []);
}

function most(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

function total(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}
