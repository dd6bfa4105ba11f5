/** A day's values as a drawing: one step for each, a gap where nothing is known. */
import type { Level, Point } from './status.ts';

export interface Curve {
  /** SVG paths, one unit wide for each value. */
  line: string;
  area: string;
  /** The newest; null: not known. */
  now: number | null;
  /** The highest and its place; null: nothing is known. */
  top: { value: number; place: number } | null;
}

/** @param height of the drawing, which the highest value takes */
export function curveOf(values: readonly (number | null)[], height: number): Curve {
  const known = values.flatMap((value, place) => (value === null ? [] : [{ value, place }]));
  const top = known.reduce<Curve['top']>(
    (most, one) => (most === null || one.value > most.value ? one : most),
    null,
  );
  const scale = top === null || top.value === 0 ? 0 : height / top.value;
  const y = (value: number) => round(height - value * scale);
  let line = '';
  let area = '';
  for (const [place, value] of values.entries()) {
    if (value === null) continue;
    const before = values[place - 1];
    line += before == null ? `M${place} ${y(value)}` : `V${y(value)}`;
    line += `H${place + 1}`;
    area += `M${place} ${height}V${y(value)}H${place + 1}V${height}Z`;
  }
  return { line, area, now: values.at(-1) ?? values.at(-2) ?? null, top };
}

export interface Stretch {
  /** Null: nobody took it down. */
  level: Level | null;
  from: number;
  points: number;
}

/** Neighbours of one kind as one. */
export function stretchesOf(points: readonly Pick<Point, 'status'>[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [from, { status }] of points.entries()) {
    const last = stretches.at(-1);
    if (last !== undefined && last.level === status) last.points += 1;
    else stretches.push({ level: status, from, points: 1 });
  }
  return stretches;
}

/** Without the newest stretch as long as its first sample is to come: it says of none how it was. */
export function knownSoFar<Of extends Pick<Point, 'status'>>(points: readonly Of[]): readonly Of[] {
  const begins = points.at(-1)?.status === null && points.at(-2)?.status != null;
  return begins ? points.slice(0, -1) : points;
}

/** The most of each hour, the newest first, for those who read instead of look. */
export function hoursOf(points: readonly Point[], step: number): Point[] {
  const each = Math.round(3600 / step);
  const hours: Point[] = [];
  for (let end = points.length; end > 0; end -= each) {
    const hour = points.slice(Math.max(0, end - each), end);
    const [first] = hour;
    if (first !== undefined) hours.push(hour.reduce(mostOf, { ...first }));
  }
  return hours;
}

const worst: readonly (Level | null)[] = [null, 'ok', 'degraded', 'down'];

function mostOf(sofar: Point, point: Point): Point {
  const most = (name: Exclude<keyof Point, 'at' | 'status'>) => {
    const values = [sofar[name], point[name]].filter((value) => value !== null);
    return values.length === 0 ? null : Math.max(...values);
  };
  return {
    at: sofar.at,
    status: worst.indexOf(point.status) > worst.indexOf(sofar.status) ? point.status : sofar.status,
    requests: most('requests'),
    errors: most('errors'),
    p50: most('p50'),
    p99: most('p99'),
    deliveredP99: most('deliveredP99'),
    busy: most('busy'),
    memory: most('memory'),
    lagEvents: most('lagEvents'),
    sockets: most('sockets'),
    waiting: most('waiting'),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
