/**
 * The one WebSocket to the streaming API. It comes back by itself and resumes where it was cut off, by the position
 * that each frame carries (`last_event_id`), which is why it is not masto's: that one begins anew.
 */
import { keyOf } from './channels.ts';
import type { Frame } from './frames.ts';
import { readFrame } from './frames.ts';

export interface Channel {
  stream: string;
  tag?: string;
}

export interface Socket {
  subscribe(channel: Channel): void;
  unsubscribe(channel: Channel): void;
  close(): void;
}

export interface Listener {
  frame(frame: Frame): void;
  /** Whether frames can arrive at this moment. */
  connected(is: boolean): void;
  /** It is back after a break, and cannot resume: nothing had come yet from which on it could. */
  missed(): void;
  /** It could not be opened, several times in succession: the token may be refused. */
  refused(): void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const ENOUGH_FAILURES = 2;

export function openSocket(token: string, listener: Listener): Socket {
  const channels = new Map<string, Channel>();
  let position: string | null = null;
  let wait = FIRST_WAIT;
  let failures = 0;
  let wasOpen = false;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let socket = connect();

  function connect(): WebSocket {
    const url = new URL('/api/v1/streaming', location.origin.replace(/^http/, 'ws'));
    if (position !== null) url.searchParams.set('last_event_id', position);
    const made = new WebSocket(url, token);
    made.onopen = () => {
      wait = FIRST_WAIT;
      failures = 0;
      for (const channel of channels.values()) tell(made, 'subscribe', channel);
      listener.connected(true);
      if (wasOpen && position === null) listener.missed();
      wasOpen = true;
    };
    made.onmessage = ({ data }) => {
      const { frame, position: at } = readFrame(String(data));
      if (at !== null) position = at;
      if (frame !== null) listener.frame(frame);
    };
    made.onclose = () => {
      if (closed) return;
      listener.connected(false);
      failures += 1;
      if (failures === ENOUGH_FAILURES) listener.refused();
      timer = setTimeout(
        () => {
          socket = connect();
        },
        wait * (0.5 + Math.random()),
      );
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
    return made;
  }

  function tell(to: WebSocket, type: string, channel: Channel): void {
    if (to.readyState !== WebSocket.OPEN) return;
    const resume = position === null ? {} : { last_event_id: position };
    to.send(JSON.stringify({ type, ...channel, ...(type === 'subscribe' ? resume : {}) }));
  }

  /** The network is back, or somebody looks here again: nobody wants to wait for the timer. */
  function hurry(): void {
    if (closed || document.visibilityState === 'hidden') return;
    if (socket.readyState === WebSocket.OPEN || socket.readyState === WebSocket.CONNECTING) return;
    clearTimeout(timer);
    wait = FIRST_WAIT;
    socket = connect();
  }
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);

  return {
    subscribe(channel) {
      channels.set(keyOf(channel), channel);
      tell(socket, 'subscribe', channel);
    },
    unsubscribe(channel) {
      channels.delete(keyOf(channel));
      tell(socket, 'unsubscribe', channel);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      window.removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      socket.close();
    },
  };
}
