import type { LogPositions } from '@fanfare/sql';
import type { BehindSince } from './behind-since.ts';
import type { Asker } from './client/index.ts';
import type { Lane } from './lane.ts';
import { laneKey } from './lane.ts';

export interface LagNeeds {
  positions: LogPositions;
  ask: Asker;
  /** Full name of each topic of the group, by kind. */
  topics: ReadonlyMap<string, string>;
  /** Of this process; what they have passed may not be stored yet. */
  lanes: ReadonlyMap<string, Lane>;
  since: BehindSince;
}

export interface Lag {
  events: number;
  /** ms since 1970; null: there is none. */
  oldest: number | null;
}

/** Messages that no process of the group has passed. */
export async function lagOf({ positions, ask, topics, lanes, since }: LagNeeds): Promise<Lag> {
  const [rows, ends] = await Promise.all([positions.all(), ask.offsets([...topics.values()], 'end')]);
  const passed = new Map(
    rows.map(({ topic, slot, next_offset: next }) => [`${topic}:${slot}`, Math.max(0, next)]),
  );
  let events = 0;
  let oldest: number | null = null;
  for (const [kind, topic] of topics) {
    for (const [partition, end] of (ends.get(topic) ?? []).entries()) {
      const key = laneKey({ topic, partition });
      const lane = lanes.get(key);
      const mine = lane?.open === true ? lane.position : 0;
      const offset = Math.max(passed.get(`${kind}:${partition}`) ?? 0, mine);
      if (end <= offset) {
        since.caughtUp(key);
        continue;
      }
      events += end - offset;
      oldest = Math.min(oldest ?? Number.POSITIVE_INFINITY, since.of(key, offset, lane?.buffer[0]));
    }
  }
  return { events, oldest };
}
