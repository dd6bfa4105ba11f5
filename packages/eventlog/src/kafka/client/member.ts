import type { ConsumerGroupJoinPayload, GroupPartitionsAssigner } from '@platformatic/kafka';
import { Consumer } from '@platformatic/kafka';
import type { ConnectOptions } from './connect.ts';
import { baseOptions, ended, guarded, quietly, within } from './connect.ts';
import type { Member, MemberOptions } from './port.ts';

/** After so many ms of silence the brokers give a member's partitions to others; they allow no less. */
const SESSION = 6_000;
const HEARTBEAT = 1_000;
/** A join waits for members that do not answer any more until their session ends. */
const JOIN = SESSION + 5_000;
const LEAVE = 2_000;

/** One membership; when it is lost, a new one is made. */
export function memberOf(connect: ConnectOptions, options: MemberOptions): Member {
  const client = guarded(
    new Consumer({
      ...baseOptions(connect),
      requestTimeout: JOIN,
      // Of a join that crosses with another member's.
      ...{ retries: 5, retryDelay: 200 },
      groupId: options.group,
      sessionTimeout: SESSION,
      rebalanceTimeout: SESSION,
      heartbeatInterval: HEARTBEAT,
      partitionAssigner: samePartitionSameMember,
    }),
  );
  for (const topic of options.topics) client.topics.track(topic);
  let joined = 0;
  let over = false;
  let watch: NodeJS.Timeout | undefined;

  function lost(error: unknown): void {
    if (over) return;
    end();
    options.onLost(error);
  }

  function end(): void {
    over = true;
    clearInterval(watch);
  }

  client.on('consumer:group:join', ({ assignments }: ConsumerGroupJoinPayload) => {
    if (over) return;
    joined = Date.now();
    const share = (assignments ?? []).flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    options.onShare(share);
  });
  // Said when joining again has failed: no heartbeat follows.
  (client as unknown as NodeJS.EventEmitter).on('error', lost);

  return {
    async join() {
      await within(JOIN, `join ${options.group}`, client.joinGroup({}));
      watch = setInterval(() => {
        const heard = Math.max(joined, client.lastHeartbeat?.getTime() ?? 0);
        if (Date.now() - heard > SESSION + 2 * HEARTBEAT) lost(new Error('no heartbeat was answered'));
      }, HEARTBEAT).unref();
    },
    async commit(offsets) {
      if (over || offsets.length === 0 || !client.isActive()) return;
      const list = offsets.map(({ topic, partition, offset }) => ({
        ...{ topic, partition, offset: BigInt(offset), leaderEpoch: -1 },
      }));
      await within(LEAVE, 'commit', client.commit({ offsets: list }));
    },
    async close() {
      end();
      // Not by closing alone: an answer to a join that still comes in would start heartbeats that nothing ends.
      await quietly(LEAVE, new Promise((resolve) => client.leaveGroup(true, resolve)));
      await ended(LEAVE, client, client.close(true));
    },
  };
}

/**
 * Partition 5 of every topic goes to the same member: events of one key, whatever their kind, are worked on in one
 * place. Members in the order of their names, so that every leader would share out alike.
 */
const samePartitionSameMember: GroupPartitionsAssigner = (_current, members, _topics, metadata) => {
  const names = [...members.keys()].sort();
  const shares = names.map((memberId) => ({
    memberId,
    assignments: new Map<string, { topic: string; partitions: number[] }>(),
  }));
  for (const [topic, { partitionsCount }] of metadata.topics) {
    const takers = shares.filter(({ memberId }) => members.get(memberId)?.topics?.includes(topic));
    for (let partition = 0; partition < partitionsCount; partition++) {
      const taker = takers[partition % takers.length];
      if (taker === undefined) continue;
      const share = taker.assignments.get(topic) ?? { topic, partitions: [] };
      share.partitions.push(partition);
      taker.assignments.set(topic, share);
    }
  }
  return shares;
};
