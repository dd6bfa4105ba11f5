/** Open streams of everybody: every streaming route of the table, and every channel over a WebSocket. */
import assert from 'node:assert/strict';
import type { Wire } from '../support/wire.ts';
import type { RouteFacts } from './calls.ts';
import type { Viewer } from './cast.ts';

export interface Listener {
  viewer: string;
  /** As subscribed: `sse /api/v1/streaming/user` or `socket user`. */
  stream: string;
  /** All that came so far. */
  heard(): string;
  /** Resolves once something came that holds this text. */
  hears(text: string): Promise<void>;
}

interface Ear extends Listener {
  take(text: string): void;
}

export interface Listening {
  listeners: Listener[];
  close(): void;
}

const plain = ['user', 'user:notification', 'public', 'public:local'];
const tagged = ['hashtag', 'hashtag:local'];
const PREFIX = '/api/v1/streaming';
/** Streaming routes that are no streams. */
const others = [`${PREFIX}/health`, `${PREFIX}/:channel`, `${PREFIX}/:channel/:part`];

export function isStreaming(route: Pick<RouteFacts, 'path'>): boolean {
  return route.path.startsWith(PREFIX) && !others.includes(route.path);
}

/** @param last resume from this event; null: only what comes from now on */
export async function listen(
  on: Wire,
  url: string,
  viewer: Viewer,
  routes: readonly RouteFacts[],
  tags: readonly string[],
  last: number | null = null,
): Promise<Listening> {
  const listeners: Ear[] = [];
  const sockets: WebSocket[] = [];
  const resume: Record<string, string> = last === null ? {} : { last_event_id: String(last) };

  for (const { path } of routes.filter(isStreaming)) {
    for (const query of queriesOf(path, tags)) {
      const asked = `${path}?${new URLSearchParams({ ...query, ...resume })}`;
      const ear = newEar(viewer, `sse ${path} ${Object.values(query).join(' ')}`.trim());
      const headers = { authorization: `Bearer ${viewer.token}` };
      const { status } = await on.listen({ method: 'GET', path: asked, headers }, ear.take);
      assert.equal(status, 200, `${viewer.name} ${asked}`);
      listeners.push(ear);
    }
  }

  const ears = new Map<string, Ear>();
  const socket = new WebSocket(`${url.replace('http', 'ws')}${PREFIX}?access_token=${viewer.token}`);
  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(String(data)) as { stream?: string[] };
    assert.ok(frame.stream, `a frame of no stream: ${data}`);
    const ear = ears.get(frame.stream.join(' '));
    assert.ok(ear, `a frame of a stream that was not asked for: ${data}`);
    ear.take(String(data));
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  for (const query of queriesOf(PREFIX, tags)) {
    const name = Object.values(query).join(' ');
    const ear = newEar(viewer, `socket ${name}`);
    ears.set(name, ear);
    listeners.push(ear);
    socket.send(JSON.stringify({ type: 'subscribe', ...query, ...resume }));
  }
  sockets.push(socket);
  return { listeners, close: () => socket.close() };
}

/** The stream that a route is, or is asked to be. */
function queriesOf(path: string, tags: readonly string[]): Record<string, string>[] {
  const byTag = (query: Record<string, string>) => tags.map((tag) => ({ ...query, tag }));
  if (path === PREFIX) {
    return [...plain.map((stream) => ({ stream })), ...tagged.flatMap((stream) => byTag({ stream }))];
  }
  return path.includes('hashtag') ? byTag({}) : [{}];
}

function newEar({ name }: Viewer, stream: string): Ear {
  let all = '';
  let wake: () => void = () => {};
  return {
    viewer: name,
    stream,
    heard: () => all,
    take(text) {
      all += `${text}\n`;
      wake();
    },
    async hears(text) {
      while (!all.includes(text)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
