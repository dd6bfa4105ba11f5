import type { Log } from '@fanfare/kernel';

type Listener = (message: string) => void;

export interface Broadcast {
  publish(channel: string, message: string): void;
  /** Ends with the function returned; what is still on its way is then not delivered. */
  subscribe(channel: string, listener: Listener): () => void;
}

/** Delivers in order, outside the publisher's call. */
export function createBroadcast(log: Log): Broadcast {
  const channels = new Map<string, Set<{ listener: Listener }>>();
  let waiting: { channel: string; message: string }[] = [];

  function deliverAll(): void {
    const batch = waiting;
    waiting = [];
    for (const { channel, message } of batch) {
      for (const { listener } of channels.get(channel) ?? []) deliver(channel, listener, message);
    }
  }

  function deliver(channel: string, listener: Listener, message: string): void {
    try {
      listener(message);
    } catch (error) {
      log.error({ err: error, channel }, 'A listener of the cache failed');
    }
  }

  return {
    publish(channel, message) {
      if (!channels.has(channel)) return;
      if (waiting.push({ channel, message }) === 1) setImmediate(deliverAll);
    },
    subscribe(channel, listener) {
      // An object of its own, so that one function can listen twice and end once.
      const subscription = { listener };
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners.add(subscription));
      return () => {
        listeners.delete(subscription);
        if (listeners.size === 0 && channels.get(channel) === listeners) channels.delete(channel);
      };
    },
  };
}
