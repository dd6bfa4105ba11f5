/**
 * Publish and subscribe: plain on one server, sharded on a cluster. Listening has connections of its own, one per
 * server that somebody listens at: node-redis mixes up the answers of other commands when a channel moves away.
 */
import type { Log } from '@fanfare/kernel';
import type { Address } from './address.ts';
import { addressName } from './address.ts';
import type { Connection } from './connection.ts';
import { asPortError, away } from './errors.ts';
import type { Link } from './link.ts';
import { keepLink } from './link.ts';
import type { Router } from './router.ts';

interface Channel {
  readonly name: string;
  readonly subscriptions: Set<{ listener: (message: string) => void }>;
  /** Where it is heard, or about to be. What comes over any other connection is left. */
  at: Connection | null;
  /** What the connection calls. */
  hear: (message: string) => void;
  settling: Promise<void> | null;
}

export interface Broadcast {
  publish(channel: string, message: string): Promise<void>;
  subscribe(channel: string, listener: (message: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface BroadcastNeeds {
  router: Router;
  dial(address: Address): Promise<Connection>;
  log: Log;
}

export function createBroadcast({ router, dial, log }: BroadcastNeeds): Broadcast {
  // The link to the same server for everything else says that it is away.
  const quiet: Log = { ...log, warn: log.debug, info: log.debug };
  const channels = new Map<string, Channel>();
  const feeds = new Map<string, Link>();
  let closed = false;

  function feedTo(address: Address): Link {
    const name = addressName(address);
    let feed = feeds.get(name);
    if (feed === undefined) {
      feed = keepLink(address, { log: quiet, dial, greet: async () => {}, changed: settleAll });
      feeds.set(name, feed);
    }
    return feed;
  }

  /** Brings the subscription to the server that serves the channel now. @throws AppError `engine_away` */
  function settle(channel: Channel): Promise<void> {
    channel.settling ??= subscribeAt(channel).finally(() => {
      channel.settling = null;
    });
    return channel.settling;
  }

  async function subscribeAt(channel: Channel): Promise<void> {
    const speaker = router.speaker(channel.name);
    if (speaker === null)
      throw away('has no server for this channel: some slots of the cluster are not served');
    const feed = feedTo(speaker.address);
    await feed.tried;
    const connection = feed.reach();
    const before = channel.at;
    if (before === connection) return;
    if (before?.alive === true) leave(before, channel);
    // From now on, so that nothing that comes right behind the answer is missed.
    channel.at = connection;
    channel.hear = (message) => {
      if (channel.at !== connection) return;
      for (const { listener } of channel.subscriptions) deliver(channel.name, listener, message);
    };
    try {
      await connection.subscribe(channel.name, router.cluster, channel.hear);
    } catch (error) {
      if (channel.at === connection) channel.at = null;
      throw error;
    }
    // Everybody may have gone meanwhile.
    if (channels.get(channel.name) !== channel) leave(connection, channel);
  }

  function leave(connection: Connection, channel: Channel): void {
    connection
      .unsubscribe(channel.name, router.cluster, channel.hear)
      .catch((error) => connection.drop(error as Error));
  }

  function deliver(channel: string, listener: (message: string) => void, message: string): void {
    try {
      listener(message);
    } catch (error) {
      log.error({ err: error, channel }, 'A listener of the cache failed');
    }
  }

  /** After each change, and each second: the question finds a connection that hangs. */
  function settleAll(): void {
    if (closed) return;
    // A failure is tried again with the next look; the link or the router has said why.
    for (const channel of channels.values()) settle(channel).catch(() => {});
    const used = new Set([...channels.values()].map(({ name }) => router.speaker(name)?.name));
    for (const [name, feed] of feeds) {
      if (!used.has(name)) {
        feeds.delete(name);
        void feed.close();
      } else feed.connection?.send(['PING']).catch(() => {});
    }
  }
  router.onLook(settleAll);

  function end(channel: Channel, subscription: { listener: (message: string) => void }): void {
    channel.subscriptions.delete(subscription);
    if (channel.subscriptions.size > 0 || channels.get(channel.name) !== channel) return;
    channels.delete(channel.name);
    if (channel.at?.alive === true && channel.settling === null) leave(channel.at, channel);
  }

  return {
    async publish(channel, message) {
      const verb = router.cluster ? 'SPUBLISH' : 'PUBLISH';
      await router.at(channel, (connection) => connection.send([verb, channel, message]));
    },
    async subscribe(name, listener) {
      if (closed) throw away('is not used any more: this client of the cache is closed');
      let channel = channels.get(name);
      if (channel === undefined) {
        channel = { name, subscriptions: new Set(), at: null, hear: () => {}, settling: null };
        channels.set(name, channel);
      }
      const mine = channel;
      // An object of its own, so that one function can listen twice and end once.
      const subscription = { listener };
      mine.subscriptions.add(subscription);
      try {
        await settle(mine);
      } catch (error) {
        end(mine, subscription);
        throw asPortError(error, 'a channel');
      }
      return async () => end(mine, subscription);
    },
    async close() {
      closed = true;
      channels.clear();
      await Promise.all([...feeds.values()].map((feed) => feed.close()));
    },
  };
}
