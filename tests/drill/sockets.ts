/** People with an open stream: cut off they connect again at once and resume; every frame is written down. */
import { setTimeout as pause } from 'node:timers/promises';
import { around, MARKER } from './client.ts';
import { readText } from './ledger.ts';
import type { Human, World } from './world.ts';

export interface Seen {
  readonly frame: number;
  readonly event: string;
  /** Of the status or notification; of a deletion its own. */
  readonly id: string;
  readonly key: string | null;
  readonly edit: number;
  /** In ms since the epoch. */
  readonly at: number;
}

export interface Watch {
  readonly person: Human;
  readonly seen: readonly Seen[];
  /** Resolves with the first frame: from there on it can resume. */
  readonly began: Promise<void>;
  /** When the first frame of this status' publication came. */
  updated(statusId: string): number | undefined;
  /** Resolves with that frame. */
  update(statusId: string): Promise<void>;
  /** How often it was cut off. */
  readonly cuts: number;
  /** In ms, over all cuts. */
  readonly away: number;
  /** What a stream must never do: forget where its reader was, tell of a pending post. */
  readonly problems: readonly string[];
  readonly leaks: readonly string[];
  close(): void;
}

/** After a refusal, in ms. */
const AGAIN = 100;

/** Resolves when it is connected; what is published from then on must come. */
export async function watchStream(url: string, person: Human): Promise<Watch> {
  const seen: Seen[] = [];
  const updates = new Map<string, number>();
  const awaited = new Map<string, () => void>();
  const problems: string[] = [];
  const leaks: string[] = [];
  let [cuts, away, last, closed] = [0, 0, 0, false];
  let socket: WebSocket | null = null;
  let begin = () => {};
  const began = new Promise<void>((resolve) => {
    begin = resolve;
  });

  function take(text: string): void {
    if (text.includes(MARKER)) leaks.push(`a frame of ${person.name}: ${around(text)}`);
    const { event, payload, id } = JSON.parse(text) as { event: string; payload: string; id: number };
    if (event === 'resync') problems.push(`${person.name} was told to begin anew`);
    if (id === undefined) return;
    last = id;
    begin();
    const body = event === 'delete' ? { id: payload } : JSON.parse(payload);
    const written = readText(body.content ?? '');
    const one = { frame: id, event, id: String(body.id), at: Date.now() };
    seen.push({ ...one, key: written?.key ?? null, edit: written?.edit ?? 0 });
    if (event !== 'update' || updates.has(one.id)) return;
    updates.set(one.id, one.at);
    awaited.get(one.id)?.();
  }

  function listen(): Promise<boolean> {
    return new Promise((resolve) => {
      const resume = last === 0 ? '' : `&last_event_id=${last}`;
      const opened = new WebSocket(`${url.replace('http', 'ws')}/api/v1/streaming?stream=user${resume}`, [
        person.token,
      ]);
      socket = opened;
      let open = false;
      opened.addEventListener('message', (message) => take(String(message.data)));
      opened.addEventListener('open', () => {
        open = true;
        connected();
      });
      // 'close' follows; it is what counts.
      opened.addEventListener('error', () => {});
      opened.addEventListener('close', () => resolve(open));
    });
  }

  let since = 0;
  let connected = () => {};
  const first = new Promise<void>((resolve) => {
    connected = () => {
      resolve();
      if (since > 0) away += Date.now() - since;
      since = 0;
    };
  });
  async function keep(): Promise<void> {
    while (!closed) {
      const opened = await listen();
      if (closed) return;
      if (opened) cuts += 1;
      if (since === 0) since = Date.now();
      if (!opened) await pause(AGAIN);
    }
  }
  void keep();
  await first;

  return {
    ...{ person, seen, began, problems, leaks },
    updated: (id) => updates.get(id),
    update: (id) => new Promise((resolve) => (updates.has(id) ? resolve() : awaited.set(id, resolve))),
    get cuts() {
      return cuts;
    },
    get away() {
      return away + (since > 0 ? Date.now() - since : 0);
    },
    close() {
      closed = true;
      socket?.close();
    },
  };
}

/**
 * Resolves when the streams have brought all that had settled: each is in order, so one more post that arrived says it
 * of everything before.
 * @throws where that post is refused
 */
export async function caughtUp({ writers }: World, watches: readonly Watch[]): Promise<void> {
  const [writer] = writers;
  const posted = await writer?.ask('check', 'POST', '/api/v1/statuses', { status: 'That was all' });
  if (posted?.status !== 200)
    throw new Error(`The last post was answered ${posted?.status}: ${posted?.text}`);
  await Promise.all(watches.map((watch) => watch.update(posted.body.id)));
}
