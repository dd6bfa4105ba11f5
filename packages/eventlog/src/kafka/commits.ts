import type { Lane } from './lane.ts';
import { laneKey } from './lane.ts';
import type { Membership } from './membership.ts';

/**
 * Tells Kafka how far the group is, for whoever watches it with Kafka's own tools. The truth lies beside the effects, so
 * a commit that fails is only told later.
 */
export function commitsOf(
  lanes: ReadonlyMap<string, Lane>,
  members: Pick<Membership, 'commit'>,
): () => Promise<void> {
  const committed = new Map<string, number>();
  return async () => {
    const moved = [...lanes.values()].flatMap(({ topic, partition, open, stored }) => {
      const known = open && stored !== null && committed.get(laneKey({ topic, partition })) !== stored;
      return known ? [{ topic, partition, offset: stored }] : [];
    });
    const told = await members.commit(moved).then(
      () => true,
      () => false,
    );
    if (told) for (const one of moved) committed.set(laneKey(one), one.offset);
  };
}
