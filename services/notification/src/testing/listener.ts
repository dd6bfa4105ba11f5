/** Clients of the streams, as tests need them. */
import type { ClientOptions } from 'ws';
import { WebSocket } from 'ws';

export interface HeardFrame {
  stream?: string[];
  event?: string;
  payload?: string;
  id?: number;
  error?: string;
  status?: number;
}

export interface Listener {
  readonly socket: WebSocket;
  /** Everything heard so far. */
  readonly heard: HeardFrame[];
  say(message: object): void;
  /** Resolves with everything heard, once that many frames came. */
  count(frames: number): Promise<HeardFrame[]>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  close(): Promise<void>;
}

/** Opens a WebSocket; resolves when it is open. */
export async function listen(url: string, query = '', options: ClientOptions = {}): Promise<Listener> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/streaming${query}`, options);
  const heard: HeardFrame[] = [];
  let waiting: { frames: number; resolve: (heard: HeardFrame[]) => void }[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)) as HeardFrame);
    waiting = waiting.filter(({ frames, resolve }) => {
      if (heard.length >= frames) resolve(heard);
      return heard.length < frames;
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return {
    socket,
    heard,
    say: (message) => socket.send(JSON.stringify(message)),
    count(frames) {
      return heard.length >= frames
        ? Promise.resolve(heard)
        : new Promise((resolve) => waiting.push({ frames, resolve }));
    },
    closed,
    async close() {
      socket.close();
      await closed;
    },
  };
}

/** The status and error with which an upgrade is refused. */
export function refusal(url: string, query: string, options: ClientOptions = {}): Promise<[number, string]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/streaming${query}`, options);
  return new Promise((resolve, reject) => {
    socket.on('open', () => reject(new Error('The socket was opened')));
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () =>
        resolve([response.statusCode ?? 0, (JSON.parse(text) as { error: string }).error]),
      );
    });
  });
}
