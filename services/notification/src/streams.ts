/** What keeps the streams of this node going: hints from other nodes, polls, pings, checks, pruning. */
import type { TokenChecker } from '@fanfare/http';
import type { Health } from '@fanfare/kernel';
import { periodic } from '@fanfare/kernel';
import {
  HEARTBEAT_LIFE,
  KEEP_STREAM,
  PING_EVERY,
  POLL_EVERY,
  PRUNE_EVERY,
  RECHECK_EVERY,
  THUMP_EVERY,
} from './config.ts';
import type { NotificationNeeds } from './needs.ts';
import { pruneStreamLog } from './store/stream-log.ts';
import type { StreamNode } from './stream/node.ts';
import type { Outlet } from './stream/outlet.ts';
import { recheck } from './stream/recheck.ts';

const CHANNEL = 'stream:head';

export interface Streams {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Tells every node, this one at once. */
  announce(head: number): void;
  health(): Health;
}

export function streamsOf(needs: NotificationNeeds, node: StreamNode, checker: TokenChecker): Streams {
  const { cache, clock, log, notificationDb } = needs;
  let unsubscribe: (() => Promise<void>) | null = null;
  let startedAt = clock.now();

  /** A cache that is away costs only the hints: the poll finds what they would have said. */
  async function subscribe(): Promise<void> {
    unsubscribe ??= await cache
      .subscribe(CHANNEL, (head) => node.wake(Number(head)))
      .catch((err: unknown) => {
        log.debug({ err }, 'Hints of new frames cannot be heard');
        return null;
      });
  }

  function beat(kind: Outlet['kind']): void {
    for (const { outlet } of node.sessions) if (outlet.kind === kind) outlet.beat();
  }

  async function lookForNews(): Promise<void> {
    node.wake();
    await subscribe();
  }

  const works = [
    periodic('news for streams', POLL_EVERY, log, lookForNews),
    periodic('check of open streams', RECHECK_EVERY, log, () => recheck(needs, checker, node.sessions)),
    periodic('pings of sockets', PING_EVERY, log, () => beat('socket')),
    periodic('signs of life for event streams', THUMP_EVERY, log, () => beat('sse')),
    periodic('old frames', PRUNE_EVERY, log, () => pruneStreamLog(notificationDb, clock.now() - KEEP_STREAM)),
  ];

  return {
    async start() {
      startedAt = clock.now();
      await node.start();
      await subscribe();
      for (const work of works) await work.start();
    },
    async stop() {
      node.closeAll('restart');
      await Promise.all(works.map((work) => work.stop()));
      await unsubscribe?.().catch((err: unknown) => log.debug({ err }, 'Hints could not be ended'));
      await node.stop();
    },
    announce(head) {
      node.wake(head);
      cache
        .publish(CHANNEL, String(head))
        .catch((err: unknown) => log.debug({ err }, 'Other nodes were not told of news'));
    },
    health() {
      // The first heartbeat may take its time.
      const since = clock.now() - (node.heartbeat ?? startedAt);
      const seconds = Math.round(since / 1000);
      const last =
        node.heartbeat === null ? `no heartbeat for ${seconds} s` : `the last heartbeat ${seconds} s ago`;
      return { ok: since <= HEARTBEAT_LIFE, detail: `${node.sessions.size} connections, ${last}` };
    },
  };
}
