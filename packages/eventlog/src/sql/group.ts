/** One consumer group: buckets side by side, each in order; it pauses as a whole. */
import type { Clock, Log } from '@fanfare/kernel';
import { consumerStore } from '@fanfare/sql';
import type { Tracer } from '@fanfare/telemetry';
import { noTracer } from '@fanfare/telemetry';
import type { Decode } from '../consumer/decode.ts';
import { causeOf } from '../consumer/failure.ts';
import { handsOf } from '../consumer/hands.ts';
import { leadOf } from '../consumer/lead.ts';
import type { Pause } from '../consumer/pause.ts';
import { pauseOf } from '../consumer/pause.ts';
import { handles, preparer } from '../consumer/prepare.ts';
import { replay, retriesOf } from '../consumer/retry-admin.ts';
import type { RetryQueue } from '../consumer/retry-queue.ts';
import { retryQueueOf } from '../consumer/retry-queue.ts';
import { earliest } from '../earliest.ts';
import type { LogObserver } from '../observer.ts';
import { toldOf } from '../observer.ts';
import type { ConsumerGroup, GroupState, RetryRow, SourceState } from '../port.ts';
import { backlogIn } from './backlog.ts';
import type { Chaos } from './chaos.ts';
import type { Cursor } from './cursor.ts';
import { behind, cursorsOf } from './cursor.ts';
import { flush } from './flush.ts';
import { open, readOffsets } from './open.ts';
import type { Source } from './source.ts';
import type { TurnNeeds } from './turn.ts';
import { redeliver, turn } from './turn.ts';

export interface GroupNeeds {
  group: ConsumerGroup;
  sources: readonly Source[];
  decode: Decode;
  clock: Clock;
  log: Log;
  observer?: LogObserver | undefined;
  tracer?: Tracer | undefined;
  chaos: Chaos | null;
  /** Work ended, the group paused or went on, the retry table changed. */
  onChange(): void;
}

export interface GroupRunner {
  readonly name: string;
  readonly pause: Pause;
  readonly queue: RetryQueue;
  /** Opened, nothing in hand and nothing behind; retries may still wait. */
  readonly idle: boolean;
  /** Rises with every piece of work. */
  readonly turns: number;
  start(): void;
  /** What has to happen now and then: offsets stored, retries looked for. */
  tick(): Promise<void>;
  /** The number per bucket of a source up to which everything is stored; null: not yet known. */
  passed(source: Source): Promise<ReadonlyMap<number, number> | null>;
  state(): Promise<GroupState>;
  /** What it has not passed of one source. */
  backlog(source: Source): Promise<SourceState>;
  retries(): Promise<RetryRow[]>;
  replay(id?: string): Promise<number>;
  stop(): Promise<void>;
}

export function groupRunner(needs: GroupNeeds): GroupRunner {
  const { group, sources, clock, chaos } = needs;
  const log = needs.log.child({ group: group.group });
  const letGo = new AbortController();
  const store = consumerStore(group.database, group.group);
  const cursors = cursorsOf(sources);
  /** Restore epochs of the sources; null until the group has begun. */
  let epochs: ReadonlyMap<string, number> | null = null;

  const leading = () => lead.held && epochs !== null;
  const running = () => leading() && pause.current === null && !letGo.signal.aborted;
  const pause = pauseOf({ clock, log, onChange: changed });
  const told = toldOf(group, needs.observer);
  const { tracer = noTracer } = needs;
  const prepare = preparer(group, needs.decode, { log, signal: letGo.signal, told, tracer });
  const queue = retryQueueOf({ group, store, prepare, clock, log, told }, pause, changed);
  const hands = handsOf<Cursor>({
    work: (cursor) => work(cursor),
    due: (cursor) => behind(cursor) > 0 && !cursor.busy,
    open: running,
    pick: chaos?.pick,
    onEnd: changed,
  });
  const turnNeeds: TurnNeeds = {
    ...{ group, store, clock, log, chaos, prepare, told, tracer },
    handles: (type) => handles(group, type),
    queued: queue.holds,
    parked: queue.added,
    epoch: (source) => epochs?.get(source) ?? 0,
  };

  const lead = leadOf({
    ...{ group, log },
    onGain: () => hands.hold(begin().catch((error: unknown) => pause.enter(error, begin))),
    onLoss() {
      epochs = null;
    },
  });

  function changed(): void {
    if (running()) {
      queue.pump();
      hands.pump();
    }
    needs.onChange();
  }

  async function work(cursor: Cursor, job = () => turn(turnNeeds, cursor)): Promise<void> {
    try {
      await alone(cursor, job);
    } catch (error) {
      if (!letGo.signal.aborted) pause.enter(error, () => again(cursor));
    }
    // After the pause has begun, so that no turn of this bucket runs beside the probe.
    if (behind(cursor) > 0) hands.ready(cursor);
  }

  async function alone(cursor: Cursor, job: () => Promise<void>): Promise<void> {
    cursor.busy = true;
    try {
      await job();
    } finally {
      cursor.busy = false;
    }
  }

  /** The probe after a failure. The commit whose answer was lost may have happened, so the offsets are read again. */
  async function again(cursor: Cursor): Promise<void> {
    await readOffsets({ store, sources, cursors });
    if (behind(cursor) > 0) await alone(cursor, () => turn(turnNeeds, cursor));
  }

  async function begin(): Promise<void> {
    if (!lead.held) return;
    const found = await open({ group, store, sources, cursors, clock, log });
    await queue.load();
    if (!lead.held) return;
    epochs = found;
    for (const cursor of cursors.all) {
      const after = chaos?.redeliverAfter(cursor.position) ?? null;
      if (after !== null) hands.hold(work(cursor, () => redeliver(turnNeeds, cursor, after)));
    }
    for (const cursor of cursors.all) hands.ready(cursor);
  }

  /** How far the process is that works for the group. */
  async function watch(): Promise<void> {
    await readOffsets({ store, sources, cursors });
    await queue.refresh(() => store.retries());
    needs.onChange();
  }

  /** Stores what was passed without a unit. What was committed meanwhile found the bucket busy, so it is looked for. */
  async function flushNow(which: readonly Cursor[]): Promise<void> {
    try {
      await flush(turnNeeds, which);
    } finally {
      for (const cursor of which) if (behind(cursor) > 0) hands.ready(cursor);
    }
  }

  async function flushed(which: readonly Cursor[]): Promise<void> {
    if (leading() && pause.current === null) await flushNow(which);
  }

  return {
    name: group.group,
    pause,
    queue,
    get idle() {
      const still = (running() || !lead.held) && hands.empty && !queue.working;
      return still && cursors.all.every((cursor) => behind(cursor) === 0);
    },
    get turns() {
      return hands.turns;
    },
    start() {
      for (const source of sources) source.onHead((at, bucket) => hands.ready(cursors.at(at, bucket)));
      lead.start();
    },
    async tick() {
      if (!lead.held) return watch();
      // Another process may have made retries due, or have worked them off.
      if (group.database.dialect !== 'sqlite' && queue.size > 0) await queue.load();
      const seen = cursors.all.filter(({ unstored }) => unstored > 0);
      const probe = async () => {
        await readOffsets({ store, sources, cursors });
        await flushNow(seen);
      };
      if (seen.length > 0) hands.hold(flushed(seen).catch((error: unknown) => pause.enter(error, probe)));
      queue.pump();
    },
    async passed(source) {
      if (lead.held && epochs === null) return null;
      if (lead.held) await flushed(cursors.all);
      else await readOffsets({ store, sources, cursors });
      return new Map(
        cursors.all.filter((at) => at.source === source).map(({ bucket, stored }) => [bucket, stored]),
      );
    },
    async state() {
      const each = await Promise.all(sources.map((source) => backlogIn(cursors, source)));
      const waiting = queue.size === 0 ? { count: 0, oldest: null } : await store.retryState();
      return {
        group: group.group,
        lag: each.reduce((sum, { events }) => sum + events, 0),
        oldest: earliest(each.map(({ oldest }) => oldest)),
        retries: waiting.count,
        oldestRetry: waiting.oldest,
        paused: pause.current,
      };
    },
    backlog: (source) => backlogIn(cursors, source),
    retries: () => retriesOf(store),
    replay: (id) => replay(group, store, queue, clock, id),
    async stop() {
      letGo.abort();
      await Promise.all([pause.stop(), queue.stop(), hands.finished()]);
      // Best effort: what is not stored is only shown again at the next start.
      await flushed(cursors.all).catch((error: unknown) => {
        log.warn({ cause: causeOf(error) }, 'Offsets were not stored');
      });
      await lead.stop().catch((error: unknown) => {
        log.warn({ cause: causeOf(error) }, 'Another process takes the group over a little later');
      });
    },
  };
}
