/** Which channels the parts of the page listen to: each is subscribed once, however many want it. */
import type { Channel, Socket } from './socket.ts';

export interface Channels {
  add(channel: Channel): void;
  remove(channel: Channel): void;
  /** A new connection gets all of them; null: there is none. */
  connect(socket: Pick<Socket, 'subscribe' | 'unsubscribe'> | null): void;
}

export function countedChannels(): Channels {
  const wanted = new Map<string, { channel: Channel; by: number }>();
  let socket: Pick<Socket, 'subscribe' | 'unsubscribe'> | null = null;
  return {
    add(channel) {
      const name = keyOf(channel);
      const by = (wanted.get(name)?.by ?? 0) + 1;
      wanted.set(name, { channel, by });
      if (by === 1) socket?.subscribe(channel);
    },
    remove(channel) {
      const name = keyOf(channel);
      const by = (wanted.get(name)?.by ?? 0) - 1;
      if (by > 0) {
        wanted.set(name, { channel, by });
      } else if (wanted.delete(name)) {
        socket?.unsubscribe(channel);
      }
    },
    connect(made) {
      socket = made;
      for (const { channel } of wanted.values()) made?.subscribe(channel);
    },
  };
}

export function keyOf({ stream, tag }: Channel): string {
  return tag === undefined ? stream : `${stream}:${tag}`;
}
