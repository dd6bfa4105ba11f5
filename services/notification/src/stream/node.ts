/**
 * The streams of this node. One loop reads each row of the stream log once, matches it in memory with whoever
 * listens here, and sends what read lets through. Whoever resumes catches up by itself and then joins the loop.
 */

import { MAX_CONNECTIONS, STREAM_BATCH } from '../config.ts';
import type { Channel } from '../domain/channel.ts';
import { channelKey } from '../domain/channel.ts';
import type { Frame } from '../domain/frame.ts';
import type { StreamRow } from '../domain/match.ts';
import { readRow } from '../domain/match.ts';
import type { NotificationNeeds } from '../needs.ts';
import { rowsAfter, streamEnds } from '../store/stream-log.ts';
import { alarm } from './alarm.ts';
import { deliveriesOf } from './dress.ts';
import { recordFrame } from './frame-spans.ts';
import { insist } from './insist.ts';
import { streamMetrics } from './metrics.ts';
import type { CloseReason } from './outlet.ts';
import type { People } from './people.ts';
import type { Session, Subscription } from './session.ts';
import { cut, sendFrame } from './session.ts';

export interface StreamNode {
  /** Begins at the log's present head. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The log may have grown, to this number if it is known. */
  wake(head?: number): void;
  readonly sessions: ReadonlySet<Session>;
  /** False: this account has too many connections open. */
  open(session: Session): boolean;
  leave(session: Session): void;
  /** @param after the last number seen, from which the stream goes on; null: from now on */
  subscribe(session: Session, channel: Channel, after: number | null): void;
  unsubscribe(session: Session, channel: Channel): void;
  closeAll(reason: CloseReason): void;
  /** When the last heartbeat came through the streams, in ms; null: none yet. */
  readonly heartbeat: number | null;
}

/** What cannot be made while all engines answer is tried this often. */
const TRIES = 6;

export function streamNode(needs: NotificationNeeds, people: People): StreamNode {
  const { notificationDb, clock, log } = needs;
  const sessions = new Set<Session>();
  const perAccount = new Map<number, number>();
  const live = new Set<Subscription>();
  const counted = streamMetrics(needs.metrics, () => sessions);
  const tasks = new Set<Promise<void>>();
  const letGo = new AbortController();
  const { signal } = letGo;
  const bell = alarm();
  /** The last number that the loop has taken in hand. */
  let position = 0;
  let heartbeat: number | null = null;

  function task(work: Promise<void>, what: string): void {
    const running = work
      .catch((err: unknown) => log.error({ err }, what))
      .finally(() => {
        tasks.delete(running);
      });
    tasks.add(running);
  }

  /** Null: told to stop. */
  async function read(after: number): Promise<StreamRow[] | null> {
    const rows = await insist(() => rowsAfter(notificationDb.read, after, STREAM_BATCH), {
      signal,
      log,
      what: 'The stream log could not be read',
    });
    return rows?.map(readRow) ?? null;
  }

  async function follow(): Promise<void> {
    for (;;) {
      const rows = await read(position);
      if (rows === null) return;
      const [first] = rows;
      if (first === undefined) {
        await bell.wait();
        continue;
      }
      // Whoever subscribes from here on gets what comes after this batch.
      const listeners = [...live];
      const missed = first.number > position + 1;
      position = rows.at(-1)?.number ?? position;
      if (missed) for (const listener of listeners) sendResync(listener, first.number - 1);
      await deliver(rows, listeners, true);
      if (rows.some((row) => row.event === 'heartbeat')) heartbeat = clock.now();
    }
  }

  /** @param fresh nobody has been sent these rows before */
  async function deliver(
    rows: readonly StreamRow[],
    listeners: readonly Subscription[],
    fresh: boolean,
  ): Promise<void> {
    const said = rows.filter((row) => row.event !== 'heartbeat');
    if (said.length === 0) return;
    const listening = () => listeners.filter(({ session, ended }) => session.open && !ended);
    try {
      const deliveries = await insist(() => deliveriesOf(needs, people, said, listening()), {
        signal,
        log,
        what: 'Frames wait, because it cannot be told who may see them',
        tries: TRIES,
      });
      const arrived = new Map<number, number>();
      for (const { subscription, ...frame } of deliveries ?? [])
        if (send(subscription, frame)) arrived.set(frame.id, (arrived.get(frame.id) ?? 0) + 1);
      if (fresh) tellArrived(said, arrived);
    } catch (err) {
      if (said.length > 1) {
        for (const row of said) await deliver([row], listeners, fresh);
      } else {
        log.error({ err, number: said[0]?.number }, 'A frame was left out: it could not be made');
      }
    }
  }

  /** @param arrived how many got it, by its number */
  function tellArrived(rows: readonly StreamRow[], arrived: ReadonlyMap<number, number>): void {
    for (const row of rows) {
      const sockets = arrived.get(row.number);
      if (sockets === undefined) continue;
      counted.arrived(row, clock.now());
      recordFrame(needs.tracer, row, sockets);
    }
  }

  async function catchUp(subscription: Subscription): Promise<void> {
    const { session } = subscription;
    const ends = await insist(() => streamEnds(notificationDb.read), { signal, log, what: 'Resuming' });
    if (ends === null) return;
    let known = subscription.from <= ends.head && subscription.from >= ends.tail - 1;
    while (known && subscription.from < position) {
      if (!session.open || subscription.ended) return;
      const rows = await read(subscription.from);
      if (rows === null) return;
      known = rows[0]?.number === subscription.from + 1;
      if (!known) break;
      await deliver(rows, [subscription], false);
      subscription.from = rows.at(-1)?.number ?? subscription.from;
      await session.outlet.drained();
    }
    if (!known) {
      subscription.from = position;
      sendResync(subscription, position);
    }
    (known ? counted.resumed : counted.resynced).inc();
    if (session.open && !subscription.ended) live.add(subscription);
  }

  function sendResync(subscription: Subscription, id: number): void {
    send(subscription, { event: 'resync', payload: '{}', id });
  }

  function send(subscription: Subscription, frame: Omit<Frame, 'stream'>): boolean {
    const sent = sendFrame(subscription, frame);
    if (sent) counted.sent(frame.event);
    return sent;
  }

  function end(subscription: Subscription): void {
    subscription.ended = true;
    live.delete(subscription);
  }

  return {
    async start() {
      position = (await streamEnds(notificationDb.read)).head;
      task(follow(), 'The streams have stopped');
    },
    async stop() {
      letGo.abort();
      bell.ring();
      await Promise.all(tasks);
    },
    wake(head) {
      if (head === undefined || head > position) bell.ring();
    },
    sessions,
    open(session) {
      const open = perAccount.get(session.accountId) ?? 0;
      if (open >= MAX_CONNECTIONS || signal.aborted) return false;
      perAccount.set(session.accountId, open + 1);
      sessions.add(session);
      return true;
    },
    leave(session) {
      session.open = false;
      for (const subscription of session.subscriptions.values()) end(subscription);
      if (!sessions.delete(session)) return;
      if (session.cutFor !== null) counted.cut(session.cutFor);
      const left = (perAccount.get(session.accountId) ?? 1) - 1;
      if (left > 0) {
        perAccount.set(session.accountId, left);
      } else {
        perAccount.delete(session.accountId);
        people.forget(session.accountId);
      }
    },
    subscribe(session, channel, after) {
      const key = channelKey(channel);
      if (session.subscriptions.has(key)) return;
      const subscription: Subscription = { session, channel, from: after ?? position, ended: false };
      session.subscriptions.set(key, subscription);
      if (after === null) live.add(subscription);
      else task(catchUp(subscription), 'A stream could not be resumed');
    },
    unsubscribe(session, channel) {
      const key = channelKey(channel);
      const subscription = session.subscriptions.get(key);
      if (subscription === undefined) return;
      session.subscriptions.delete(key);
      end(subscription);
    },
    closeAll(reason) {
      for (const session of sessions) cut(session, reason);
    },
    get heartbeat() {
      return heartbeat;
    },
  };
}
