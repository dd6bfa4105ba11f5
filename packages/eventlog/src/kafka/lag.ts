import type { LogPositions } from '@fanfare/sql';
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
}

/** Messages that no process of the group has passed. */
export async function lagOf({ positions, ask, topics, lanes }: LagNeeds): Promise<number> {
  const [rows, ends] = await Promise.all([positions.all(), ask.offsets([...topics.values()], 'end')]);
  const passed = new Map(
    rows.map(({ topic, slot, next_offset: next }) => [`${topic}:${slot}`, Math.max(0, next)]),
  );
  let sum = 0;
  for (const [kind, topic] of topics) {
    for (const [partition, end] of (ends.get(topic) ?? []).entries()) {
      const lane = lanes.get(laneKey({ topic, partition }));
      const mine = lane?.open === true ? lane.position : 0;
      sum += Math.max(0, end - Math.max(passed.get(`${kind}:${partition}`) ?? 0, mine));
    }
  }
  return sum;
}
