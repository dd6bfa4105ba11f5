/**
 * Of several processes that have the same group on one database, one works at a time. An SQLite file has one process
 * anyway. What a process that lost the lead still stores is refused by the offsets, which only move from where it knows
 * them to be.
 */
import { randomUUID } from 'node:crypto';
import type { Log } from '@fanfare/kernel';
import { leasesOf } from '@fanfare/sql';
import type { ConsumerGroup } from '../port.ts';
import { causeOf } from './failure.ts';

export interface Lead {
  /** True: this process works for the group. */
  readonly held: boolean;
  start(): void;
  /** Gives it up, so that another process takes over at once. Call when nothing is in hand. */
  stop(): Promise<void>;
}

export interface LeadNeeds {
  group: ConsumerGroup;
  log: Log;
  onGain(): void;
  onLoss(): void;
}

/** In ms. A process that was killed keeps its groups waiting for so long. */
const LEASE = 6_000;
const RENEW = 1_000;
/** Before others may begin, it stops by itself. */
const TRUST = (LEASE * 2) / 3;

export function leadOf(needs: LeadNeeds): Lead {
  return needs.group.database.dialect === 'sqlite' ? alone(needs) : byLease(needs);
}

function alone({ onGain }: LeadNeeds): Lead {
  return { held: true, start: onGain, stop: async () => {} };
}

function byLease({ group, log, onGain, onLoss }: LeadNeeds): Lead {
  const leases = leasesOf(group.database);
  const name = `group/${group.group}`;
  const holder = randomUUID();
  let fence: number | null = null;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let renewing: Promise<void> | null = null;
  let stopped = false;

  const trusted = () => performance.now() - renewedAt < TRUST;

  function lose(): void {
    if (fence === null) return;
    fence = null;
    log.warn({}, 'Another process may work for the consumer group now');
    onLoss();
  }

  async function renew(): Promise<void> {
    const began = performance.now();
    try {
      const mine = await group.database.unit((unit) => leases.take(unit, name, holder, LEASE), {
        lane: group.lane,
      });
      // Another fence: somebody else may have had it in between.
      if (mine !== fence) lose();
      if (mine === null || stopped) return;
      renewedAt = began;
      if (fence !== null) return;
      fence = mine;
      onGain();
    } catch (error) {
      log.debug({ cause: causeOf(error) }, 'The lead of the consumer group could not be prolonged');
      if (!trusted()) lose();
    }
  }

  function renewOnce(): void {
    if (stopped) return;
    if (fence !== null && !trusted()) lose();
    renewing ??= renew().finally(() => {
      renewing = null;
    });
  }

  return {
    get held() {
      return fence !== null && trusted();
    },
    start() {
      timer = setInterval(renewOnce, RENEW).unref();
      renewOnce();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await renewing;
      if (fence === null) return;
      fence = null;
      await group.database.unit((unit) => leases.release(unit, name, holder), { lane: group.lane });
    },
  };
}
