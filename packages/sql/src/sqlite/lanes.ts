import type { Lane } from '../port.ts';

/** Units in one transaction at most; the rest waits for the next turn, so that reads come in between. */
const GROUP_UNITS = 64;
/** People's units leave room for fan-out, so that effects follow under any load. */
const PEOPLE_UNITS = 48;
const BULK_UNITS = 4;
/** How long a group may take before no more units of the lane join it, in ms. */
const GROUP_TIME: Record<Lane, number> = { people: 10, fanout: 5, bulk: 4 };
/** Bulk work that waited this long may join a group of the others, one unit each time, in ms. */
const BULK_PATIENCE = 500;

export interface Lanes<Job> {
  add(lane: Lane, job: Job, now: number): void;
  readonly size: number;
  /** A new transaction begins. */
  begin(now: number): void;
  /** The next unit of this transaction; undefined: commit. Never undefined at first while any waits. */
  next(now: number): Job | undefined;
}

interface Waiting<Job> {
  job: Job;
  since: number;
}

/** Which unit runs next. People go first, then fan-out; bulk has transactions of its own while nobody else waits. */
export function lanes<Job>(): Lanes<Job> {
  const queues: Record<Lane, Waiting<Job>[]> = { people: [], fanout: [], bulk: [] };
  const taken: Record<Lane, number> = { people: 0, fanout: 0, bulk: 0 };
  let began = 0;

  function allows(lane: Lane, now: number): boolean {
    const first = queues[lane][0];
    if (first === undefined) return false;
    const total = taken.people + taken.fanout + taken.bulk;
    if (total === 0) return true;
    if (total >= GROUP_UNITS) return false;
    if (lane === 'bulk' && total > taken.bulk) {
      return taken.bulk === 0 && now - first.since > BULK_PATIENCE;
    }
    if (lane === 'bulk' && taken.bulk >= BULK_UNITS) return false;
    if (lane === 'people' && taken.people >= PEOPLE_UNITS && queues.fanout.length > 0) return false;
    // Fan-out gets at least one unit into each group, or a flood of people's units would stop all effects.
    if (lane === 'fanout' && taken.fanout === 0) return true;
    return now - began <= GROUP_TIME[lane];
  }

  return {
    add: (lane, job, now) => queues[lane].push({ job, since: now }),
    get size() {
      return queues.people.length + queues.fanout.length + queues.bulk.length;
    },
    begin(now) {
      began = now;
      taken.people = taken.fanout = taken.bulk = 0;
    },
    next(now) {
      for (const lane of ['people', 'fanout', 'bulk'] as const) {
        if (!allows(lane, now)) continue;
        taken[lane] += 1;
        return queues[lane].shift()?.job;
      }
      return undefined;
    },
  };
}
