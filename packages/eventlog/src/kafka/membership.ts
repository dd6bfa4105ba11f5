/** Keeps this process a member of its group: when the membership is lost, it joins again, as long as it runs. */
import type { Clock, Log } from '@fanfare/kernel';
import type { Backoff } from '../consumer/backoff.ts';
import { waitAfter } from '../consumer/backoff.ts';
import { causeOf } from '../consumer/failure.ts';
import type { Fetch, KafkaClient, Member, Share } from './client/index.ts';

const backoff: Backoff = { base: 100, cap: 1_000 };

export interface Membership {
  start(): void;
  commit(offsets: readonly Fetch[]): Promise<void>;
  /** Why this process is no member at the moment, or null. */
  readonly failing: { since: number; cause: string } | null;
  /** True once a share was given. */
  readonly joined: boolean;
  /** Leaves, so that others take over at once. */
  stop(): Promise<void>;
}

export interface MembershipNeeds {
  client: KafkaClient;
  group: string;
  topics: readonly string[];
  onShare(share: readonly Share[]): void;
  onChange(): void;
  clock: Clock;
  log: Log;
}

export function membershipOf(needs: MembershipNeeds): Membership {
  const { client, group, topics, clock, log } = needs;
  const stopping = Promise.withResolvers<null>();
  let member: Member | null = null;
  let failing: Membership['failing'] = null;
  let joined = false;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  async function keep(): Promise<void> {
    for (let failures = 0; !stopped; ) {
      const error = await once();
      if (stopped) return;
      failures = failing === null ? 1 : failures + 1;
      failed(error);
      await Promise.race([wait(waitAfter(failures, backoff)), stopping.promise]);
    }
  }

  /** One membership, from the join to its loss. @returns why it ended */
  async function once(): Promise<unknown> {
    const lost = Promise.withResolvers<unknown>();
    const mine = client.member({ group, topics, onShare, onLost: lost.resolve });
    member = mine;
    try {
      await Promise.race([mine.join(), stopping.promise]);
      return await Promise.race([lost.promise, stopping.promise]);
    } catch (error) {
      return error;
    } finally {
      await mine.close();
      member = null;
    }
  }

  function onShare(share: readonly Share[]): void {
    if (stopped) return;
    if (failing !== null) log.info({ since: failing.since }, 'The process is a member of its group again');
    failing = null;
    joined = true;
    needs.onShare(share);
  }

  function failed(error: unknown): void {
    const cause = causeOf(error);
    if (failing === null) log.warn({ cause }, 'The process is no member of its group');
    failing = { since: failing?.since ?? clock.now(), cause };
    needs.onChange();
  }

  return {
    start() {
      running = keep();
    },
    async commit(offsets) {
      await member?.commit(offsets);
    },
    get failing() {
      return failing;
    },
    get joined() {
      return joined;
    },
    async stop() {
      stopped = true;
      stopping.resolve(null);
      await running;
    },
  };
}

function wait(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null).unref());
}
