/** A streaming client that resumes where it was cut off, as Fanfare's frames allow. */
import assert from 'node:assert/strict';

interface Frame {
  stream: string[];
  event: string;
  payload: string;
  id: number;
}

export interface ResumingSocket {
  /** Connects, or connects again from the last frame; resolves once the socket is open. */
  connect(): Promise<void>;
  /** Resolves once an `update` came for each of these statuses. */
  sees(statusIds: readonly string[]): Promise<void>;
  /** Whether an `update` came for this status. */
  saw(statusId: string): boolean;
  /** Ids of frames that came more than once. */
  doubled(): number[];
  close(): void;
}

export function resumingSocket(url: string, token: string): ResumingSocket {
  const seen = new Map<number, number>();
  const statuses = new Set<string>();
  let last: number | null = null;
  let socket: WebSocket | null = null;
  let wake: () => void = () => {};

  function take(text: string): void {
    const frame: Frame = JSON.parse(text);
    assert.notEqual(frame.event, 'resync', 'the stream has forgotten where this client was');
    if (frame.id === undefined) return;
    seen.set(frame.id, (seen.get(frame.id) ?? 0) + 1);
    last = Math.max(last ?? 0, frame.id);
    if (frame.event === 'update') statuses.add((JSON.parse(frame.payload) as { id: string }).id);
    wake();
  }

  return {
    connect() {
      socket?.close();
      const resume = last === null ? '' : `&last_event_id=${last}`;
      socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/streaming?stream=user${resume}`, [token]);
      socket.addEventListener('message', (message) => take(String(message.data)));
      const opened = socket;
      return new Promise((resolve, reject) => {
        opened.addEventListener('open', () => resolve());
        // A connection that is cut later is what this is about; the next connect resumes.
        opened.addEventListener('error', () => reject(new Error('The socket was refused')));
      });
    },
    async sees(statusIds) {
      const missing = () => statusIds.filter((id) => !statuses.has(id));
      while (missing().length > 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    saw: (statusId) => statuses.has(statusId),
    doubled: () => [...seen].filter(([, times]) => times > 1).map(([id]) => id),
    close: () => socket?.close(),
  };
}
