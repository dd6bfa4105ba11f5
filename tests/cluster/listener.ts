/** A streaming client that keeps what it hears and can be moved from one instance to another. */
interface Frame {
  event: string;
  payload: string;
  id: number;
}

export interface Closed {
  code: number;
  /** When, in ms. */
  at: number;
}

export interface Listener {
  /** Connects, from the last frame on if there was one; resolves once the socket is open. */
  open(url: string): Promise<void>;
  /** Breaks the connection without a goodbye being waited for. */
  cut(): void;
  /** Resolves once an `update` came for each of these posts. @throws Error that names those that did not come */
  hears(statusIds: readonly string[]): Promise<void>;
  /** Posts of which an `update` came, in order. */
  updates(): string[];
  /** How often an `update` of this post came. */
  times(statusId: string): number;
  /** What the last frame about this post showed of it; null: that it was deleted. Undefined: there was none. */
  lastOf(statusId: string): string | null | undefined;
  /** Types of the notifications that came, in order. */
  notices(): string[];
  /** Resolves once one of this type came. */
  notified(type: string, times: number): Promise<void>;
  /** Of the connection that was opened last. Waits as long as it lives. */
  closed(): Promise<Closed>;
  readonly connected: boolean;
}

/** Longer than any of this takes on a machine with too much to do, in ms. */
const PATIENCE = 60_000;

export function listener(token: string): Listener {
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  let socket: WebSocket | null = null;
  let closed: Promise<Closed> | null = null;

  const last = () => frames.reduce((highest, { id }) => Math.max(highest, id), 0);
  const updates = () =>
    frames.filter(({ event }) => event === 'update').map(({ payload }) => JSON.parse(payload).id as string);
  const notices = () =>
    frames
      .filter(({ event }) => event === 'notification')
      .map(({ payload }) => JSON.parse(payload).type as string);

  function take(text: string): void {
    const frame: Frame = JSON.parse(text);
    if (frame.event === 'resync') throw new Error('The stream has forgotten where this client was');
    frames.push(frame);
    for (const look of waiting) look();
  }

  function until(done: () => boolean, missing: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        waiting.delete(look);
        clearTimeout(timer);
        settle();
      };
      const look = () => {
        if (done()) end(resolve);
      };
      const timer = setTimeout(() => end(() => reject(new Error(`Not heard: ${missing()}`))), PATIENCE);
      waiting.add(look);
      look();
    });
  }

  return {
    open(url) {
      const from = last() === 0 ? '' : `&last_event_id=${last()}`;
      const opened = new WebSocket(`${url.replace('http', 'ws')}/api/v1/streaming?stream=user${from}`, [
        token,
      ]);
      socket = opened;
      opened.addEventListener('message', ({ data }) => {
        // What was on its way when the connection was given up is asked for again.
        if (socket === opened) take(String(data));
      });
      closed = new Promise((resolve) => {
        opened.addEventListener('close', ({ code }) => resolve({ code, at: Date.now() }));
      });
      return new Promise((resolve, reject) => {
        opened.addEventListener('open', () => resolve());
        opened.addEventListener('error', () => reject(new Error(`${url} refused the socket`)));
      });
    },
    cut() {
      const given = socket;
      socket = null;
      given?.close();
    },
    hears(ids) {
      const missing = () => ids.filter((id) => !updates().includes(id));
      return until(
        () => missing().length === 0,
        () => `updates of ${missing().join(', ')}`,
      );
    },
    updates,
    times: (statusId) => updates().filter((id) => id === statusId).length,
    lastOf(statusId) {
      const about = frames.filter(({ event, payload }) =>
        event === 'delete'
          ? payload === statusId
          : (event === 'update' || event === 'status.update') && JSON.parse(payload).id === statusId,
      );
      const last = about.at(-1);
      if (last === undefined) return undefined;
      return last.event === 'delete' ? null : (JSON.parse(last.payload).content as string);
    },
    notices,
    notified: (type, times) =>
      until(
        () => notices().filter((one) => one === type).length >= times,
        () => `${times} of ${type}, only ${notices().join(', ')}`,
      ),
    closed() {
      if (closed === null) throw new Error('It was never opened');
      return closed;
    },
    get connected() {
      return socket?.readyState === WebSocket.OPEN;
    },
  };
}
