/**
 * Whether all is well, asked all the time: by the instances' own words, by requests that failed, by posts that are
 * late on sockets or in search. What was last seen wrong, and when, says when a fault has healed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '@fanfare/cluster';
import { isUnknown } from './client.ts';
import { isSettled, textOf } from './ledger.ts';
import type { Watch } from './sockets.ts';
import type { World } from './world.ts';

export interface Trouble {
  /** `requests`, `live`, `search`, or a service and what it says of a part. */
  readonly what: string;
  /** In ms since the epoch. */
  readonly at: number;
}

export interface Pulse {
  /** All that was seen since a moment, oldest first. */
  since(at: number): Trouble[];
  /** Resolves with the time of the last trouble once there was none for a while; null: it does not heal. */
  healed(since: number): Promise<number | null>;
  end(): Promise<void>;
}

/** In ms. Health asks every engine, so it is asked less often. */
const LOOK = 250;
const LOOK_AT_HEALTH = 1_000;
/** A post that takes longer to a socket, or to be found, is late. */
const LATE = { live: 3_000, search: 5_000 };
/** So long without any trouble is healed. */
const QUIET = 5_000;
/** Whoever has not healed by then needs a human. */
const GIVE_UP = 180_000;

export function startPulse(world: World, cluster: Cluster, watches: readonly Watch[]): Pulse {
  const troubles: Trouble[] = [];
  let ended = false;
  let looked = 0;

  async function every(time: number, work: () => Promise<string[]>): Promise<void> {
    while (!ended) {
      const began = Date.now();
      for (const what of await work()) troubles.push({ what, at: began });
      await pause(Math.max(0, began + time - Date.now()));
    }
  }

  async function requests(): Promise<string[]> {
    const fresh = world.journal.asked.slice(looked);
    looked += fresh.length;
    for (const one of fresh) if (isUnknown(one)) troubles.push({ what: 'requests', at: one.at + one.ms });
    return [];
  }

  async function live(): Promise<string[]> {
    const now = Date.now();
    const late = world.ledger.posts
      .slice(-500)
      .filter(isSettled)
      .filter(({ at }) => at < now - LATE.live)
      .filter(({ id }) => watches.some((watch) => watch.updated(id) === undefined));
    return late.length > 0 ? ['live'] : [];
  }

  /** The newest post that must be found by now. */
  async function search(): Promise<string[]> {
    const now = Date.now();
    const [watcher] = world.watchers;
    const post = world.ledger.posts
      .slice(-500)
      .findLast((one) => isSettled(one) && one.at < now - LATE.search);
    if (post === undefined || watcher === undefined) return [];
    const path = `/api/v2/search?type=statuses&q=${encodeURIComponent(textOf(post).replace(/ edit.*/, ''))}`;
    const answer = await watcher.ask('search', 'GET', path);
    if (answer.status !== 200) return [];
    return isSettled(post) && answer.body.statuses.length === 0 ? ['search'] : [];
  }

  async function health({ name, address }: { name: string; address: string }): Promise<string[]> {
    const [service = ''] = name.split(' ');
    try {
      const response = await fetch(`http://${address}/health/ready`, { signal: AbortSignal.timeout(10_000) });
      const body = (await response.json()) as { parts?: Record<string, { ok: boolean; detail?: string }> };
      return Object.entries(body.parts ?? {})
        .filter(([, part]) => !part.ok)
        .map(([part]) => `${service}: ${part}`);
    } catch {
      // Gone, or not ready to talk: the supervisor knows.
      return [`${service}: away`];
    }
  }

  const loops = [requests, live, search].map((work) => every(LOOK, work));
  loops.push(...cluster.services.map((service) => every(LOOK_AT_HEALTH, () => health(service))));

  return {
    since: (at) => troubles.filter((trouble) => trouble.at >= at).sort((a, b) => a.at - b.at),
    async healed(since) {
      for (;;) {
        const last = Math.max(since, ...troubles.slice(-2_000).map(({ at }) => at));
        if (Date.now() - last > QUIET) return last;
        if (Date.now() - since > GIVE_UP) return null;
        await pause(LOOK);
      }
    },
    async end() {
      ended = true;
      await Promise.all(loops);
    },
  };
}
