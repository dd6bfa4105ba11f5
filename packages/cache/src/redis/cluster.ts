/** Many servers, each with some of the slots. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@fanfare/kernel';
import { periodic } from '@fanfare/kernel';
import type { Address } from './address.ts';
import { addressName, readAddress } from './address.ts';
import type { Connection } from './connection.ts';
import { DEADLINE } from './deadline.ts';
import { asPortError, away, errorCode } from './errors.ts';
import { answers } from './health.ts';
import { identify } from './identity.ts';
import type { Link } from './link.ts';
import { keepLink } from './link.ts';
import type { Router, Target } from './router.ts';
import { LOOK_EVERY } from './router.ts';
import { loadScripts } from './scripts.ts';
import { SLOTS, slotOf } from './slots.ts';
import type { Master, Topology } from './topology.ts';
import { joinViews, readNodes } from './topology.ts';

export interface ClusterNeeds {
  /** Where to ask first, and again when no server that is known answers. */
  seeds: readonly Address[];
  tls: boolean;
  dial(address: Address): Promise<Connection>;
  log: Log;
}

/** In ms: how long opening waits for the servers that are slow or away. */
const FIRST_WAIT = 3000;
/** In ms, between two tries of a command whose slot is on the move. */
const SETTLING = 20;

const nobody: Target = {
  name: 'nobody',
  reach() {
    throw away('has no server for this key: some slots of the cluster are not served');
  },
};

/** @param first a connection to any of its servers, which is ended */
export async function clusterServers(
  { seeds, tls, dial, log }: ClusterNeeds,
  first: Connection,
): Promise<Router> {
  const links = new Map<string, Link>();
  /** What each server was when it was last reached, for as long as it serves a slot. */
  const runs = new Map<string, string>();
  let owners: (Link | undefined)[] = [];
  let topology: Topology = { masters: [], owners: new Int16Array(SLOTS).fill(-1) };
  let listeners: (() => void)[] = [];
  let closed = false;
  let seed = 0;
  let looking: Promise<void> | null = null;

  /** What one server knows of all; null when it does not answer, which its link notices by itself. */
  async function view(connection: Connection): Promise<Master[] | null> {
    try {
      const [, nodes] = await Promise.all([identify(connection), connection.send(['CLUSTER', 'NODES'])]);
      return readNodes(String(nodes), connection.address, tls);
    } catch (error) {
      // Whoever cannot say who it is, is not to be used.
      connection.drop(error as Error);
      return null;
    }
  }

  /** Asks all servers at hand. @param more a connection that nobody uses yet */
  async function look(more: readonly Connection[] = []): Promise<void> {
    const connections = [...links.values()].flatMap((link) => link.connection ?? []);
    const views = await Promise.all([...connections, ...more].map(view));
    const known = views.filter((one) => one !== null);
    if (known.length > 0 && !closed) apply(joinViews(known));
  }

  function apply(next: Topology): void {
    topology = next;
    const found = next.masters.map(({ address }) => linkTo(address));
    owners = Array.from(next.owners, (index) => (index < 0 ? undefined : found[index]));
    for (const [name, link] of links) {
      if (found.includes(link)) continue;
      // Who no longer serves anything is forgotten; should it serve again, it is asked anew who it is.
      links.delete(name);
      runs.delete(name);
      void link.close();
    }
    for (const listener of listeners) listener();
  }

  function linkTo(address: Address): Link {
    const name = addressName(address);
    const known = links.get(name);
    if (known !== undefined) return known;
    const link = keepLink(address, {
      log,
      dial,
      async greet(connection) {
        const { run } = await identify(connection);
        await loadScripts(connection);
        // It may have been replaced while it was away, without knowing yet: the others are asked before it is used.
        await look([connection]);
        if (!connection.alive) throw await connection.lost;
        runs.set(name, run);
      },
      changed() {
        if (!closed) void refresh();
      },
    });
    links.set(name, link);
    return link;
  }

  /** Through one of the seeds, when none of the servers known is at hand. */
  async function scout(): Promise<void> {
    const address = seeds[seed++ % seeds.length];
    if (address === undefined) return;
    const connection = await dial(address);
    try {
      await look([connection]);
    } finally {
      connection.drop(new Error('asked once'));
    }
  }

  function refresh(): Promise<void> {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  }

  const looks = periodic('look at the Redis cluster', LOOK_EVERY, log, async () => {
    const alone = [...links.values()].every((link) => link.connection === null);
    // That no seed answers either is said by the links.
    await (alone ? scout().catch(() => {}) : refresh());
    for (const [name, link] of links) if (link.connection !== null) runs.set(name, link.connection.run);
  });

  await look([first]);
  first.drop(new Error('asked once'));
  void looks.start();
  const waited = new AbortController();
  await Promise.race([
    Promise.all([...links.values()].map((link) => link.tried)),
    pause(FIRST_WAIT, null, { signal: waited.signal }).catch(() => {}),
  ]);
  waited.abort();

  const target = (key: string): Target => owners[slotOf(key)] ?? nobody;

  /** Where a server says that the work is to be done; null: the error is an answer. */
  async function redirect(error: unknown, connection: Connection): Promise<Connection | 'owner' | null> {
    switch (errorCode(error)) {
      case 'MOVED':
      case 'READONLY':
        await refresh();
        return 'owner';
      case 'TRYAGAIN':
        return 'owner';
      case 'NOSCRIPT':
        await loadScripts(connection);
        return connection;
      case 'ASK': {
        const address = readAddress((error as Error).message.split(' ').at(-1) ?? '');
        const link = address === null ? undefined : links.get(addressName(address));
        if (link !== undefined) return link.reach();
        // A server that serves nothing yet.
        await refresh();
        return 'owner';
      }
      default:
        return null;
    }
  }

  return {
    cluster: true,
    async at(key, work) {
      const until = performance.now() + DEADLINE;
      let connection = target(key).reach();
      let asking = false;
      for (let tries = 0; ; tries++) {
        try {
          if (asking) connection.send(['ASKING']).catch(() => {}); // the work behind it fails with the same cause
          return await work(connection);
        } catch (error) {
          const over = performance.now() > until;
          const next = over ? null : await redirect(error, connection).catch(() => null);
          if (next === null) throw asPortError(error, connection.name);
          asking = errorCode(error) === 'ASK' && next !== 'owner';
          if (tries > 0) await pause(SETTLING);
          connection = next === 'owner' ? target(key).reach() : next;
        }
      }
    },
    byServer: (keys) => Map.groupBy(keys, target),
    together: (keys) => [...Map.groupBy(keys, slotOf).values()],
    refresh,
    speaker: (channel) => owners[slotOf(channel)] ?? null,
    onLook(listener) {
      listeners = [...listeners, listener];
    },
    run() {
      const all = [...links.keys()].sort();
      if ([...links.values()].every((link) => link.connection === null)) throw nobodyAnswers(links);
      // One that is away counts as what it was: it may come back the same, and is noticed when it does not.
      const now = all.map((name) => `${name} ${links.get(name)?.connection?.run ?? runs.get(name) ?? ''}`);
      return createHash('sha256').update(now.join('\n')).digest('hex').slice(0, 32);
    },
    health() {
      const open = topology.owners.reduce((count, index) => count + (index < 0 ? 1 : 0), 0);
      const question = { command: ['CLUSTER', 'INFO'], good: 'cluster_state:ok' };
      const more = open > 0 ? `Redis: ${open} of ${SLOTS} slots have no server` : null;
      return answers([...links.values()], question, more);
    },
    async close() {
      closed = true;
      await looks.stop();
      await Promise.all([...links.values()].map((link) => link.close()));
    },
  };
}

function nobodyAnswers(links: ReadonlyMap<string, Link>): Error {
  return away(`cluster is away: none of ${[...links.keys()].join(', ') || 'its servers'} answers`);
}
