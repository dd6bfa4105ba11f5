/** This process's part of a consumer group: lanes side by side, each in order; it pauses as a whole. */
import { randomUUID } from 'node:crypto';
import type { EventType } from '@fanfare/contracts/events';
import type { Clock, Log } from '@fanfare/kernel';
import type { ConsumerStore } from '@fanfare/sql';
import { consumerStore, logPositions } from '@fanfare/sql';
import type { Decode } from '../consumer/decode.ts';
import { causeOf } from '../consumer/failure.ts';
import { handsOf } from '../consumer/hands.ts';
import { pauseOf } from '../consumer/pause.ts';
import { handles, preparer } from '../consumer/prepare.ts';
import { replay, retriesOf } from '../consumer/retry-admin.ts';
import type { RetryQueue } from '../consumer/retry-queue.ts';
import { retryQueueOf } from '../consumer/retry-queue.ts';
import { TakenOver } from '../consumer/taken.ts';
import type { ConsumerGroup, GroupState, RetryRow } from '../port.ts';
import type { KafkaClient, Share } from './client/index.ts';
import { intakeOf } from './intake.ts';
import type { Lane } from './lane.ts';
import { isDue, isUnsaved, laneKey } from './lane.ts';
import { membershipOf } from './membership.ts';
import type { LostLane, OpenNeeds } from './open.ts';
import { openLanes } from './open.ts';
import { repeater } from './repeat.ts';
import { seenNothing } from './seen.ts';
import { kindsOf, topicName } from './topics.ts';
import type { TurnNeeds } from './turn.ts';
import { Lost, save, turn } from './turn.ts';

/** How often places are stored that moved without a unit, retries looked for, lanes opened that wait; in ms. */
const TICK = 500;

export interface GroupNeeds {
  group: ConsumerGroup;
  namespace: string;
  client: KafkaClient;
  sources: OpenNeeds['sources'];
  decode: Decode;
  clock: Clock;
  log: Log;
  /** Work ended, the group paused or went on, the retry table changed. */
  onChange(): void;
}

export interface GroupRunner {
  readonly name: string;
  readonly queue: RetryQueue;
  /** Nothing is in hand here. */
  readonly idle: boolean;
  /** Rises with every piece of work. */
  readonly turns: number;
  start(): void;
  /** Messages that no process of the group has passed. */
  lag(): Promise<number>;
  /** Stores what was passed; retries that other processes left are looked for. */
  settle(): Promise<void>;
  /**
   * Asks now whether what it waits for is back. @returns why it still waits, or null
   * @param strict also when it waits for the log alone
   */
  probe(strict: boolean): Promise<string | null>;
  state(): Promise<GroupState>;
  retries(): Promise<RetryRow[]>;
  replay(id?: string): Promise<number>;
  stop(): Promise<void>;
}

export function groupRunner(needs: GroupNeeds): GroupRunner {
  const { group, namespace, client, clock } = needs;
  const log = needs.log.child({ group: group.group });
  const letGo = new AbortController();
  const positions = logPositions(group.database, group.group);
  const store = consumerStore(group.database, group.group);
  const topics = new Map(
    kindsOf(Object.keys(group.handlers) as EventType[]).map((kind) => [kind, topicName(namespace, kind)]),
  );
  const names = [...topics.values()];
  const kinds = new Map([...topics].map(([kind, name]) => [name, kind]));
  const lanes = new Map<string, Lane>();
  let lost: LostLane | null = null;
  let opening: Promise<boolean> | null = null;
  /** How many partitions each topic has. */
  let partitions: ReadonlyMap<string, number> = new Map();

  const pause = pauseOf({ clock, log, onChange: changed });
  const running = () => pause.current === null && !letGo.signal.aborted;
  const queue = retryQueueOf(
    {
      ...{ group, clock, log },
      store: ownRetries(store, owns),
      prepare: preparer(group, needs.decode, { log, signal: letGo.signal }),
    },
    pause,
    changed,
  );
  const hands = handsOf<Lane>({ work, due: isDue, open: running, onEnd: changed });
  const reader = client.reader(names);
  const intake = intakeOf({
    ...{ reader, ask: client.ask, topics: names, clock, log },
    lanes: () => lanes.values(),
    open: running,
    onMessages: hands.ready,
    onRange: reopen,
  });
  const members = membershipOf({
    ...{ client, topics: names, clock, log, onShare, onChange: needs.onChange },
    group: topicName(namespace, group.group),
  });
  const jobs = repeater(log, clock, 'The consumer group could not look after itself');
  const openNeeds: OpenNeeds = {
    ...{ group, store, positions, ask: client.ask, topics, sources: needs.sources, clock, log },
    holder: randomUUID(),
  };
  const turnNeeds: TurnNeeds = {
    ...{ group, store, positions, clock, log },
    handles: (type) => handles(group, type),
    queued: queue.holds,
    parked: queue.added,
  };

  function changed(): void {
    if (running()) {
      queue.pump();
      hands.pump();
      intake.kick();
    }
    needs.onChange();
  }

  /** True when this process works on the partition that events of the type and bucket lie in. */
  function owns(type: string, bucket: number): boolean {
    if (!handles(group, type)) return false;
    const topic = topicName(namespace, kindsOf([type as EventType])[0] ?? '');
    const count = partitions.get(topic) ?? 1;
    return lanes.has(laneKey({ topic, partition: bucket % count }));
  }

  function onShare(share: readonly Share[]): void {
    const keys = new Set(share.map(laneKey));
    for (const [key, lane] of lanes) {
      if (keys.has(key)) continue;
      lane.letGo.abort();
      lane.open = false;
      lanes.delete(key);
    }
    for (const one of share) if (!lanes.has(laneKey(one))) lanes.set(laneKey(one), laneOf(one));
    log.debug({ lanes: lanes.size }, 'The process has its share of the group');
    openSoon();
  }

  function laneOf({ topic, partition }: Share): Lane {
    const lane = new AbortController();
    const signal = AbortSignal.any([letGo.signal, lane.signal]);
    return {
      ...{ topic, partition, kind: kinds.get(topic) ?? '', letGo: lane },
      prepare: preparer(group, needs.decode, { log, signal }),
      ...{ open: false, stored: null, position: 0, seen: seenNothing('', false, new Map()) },
      ...{ unstored: 0, buffer: [], fetchAt: 0, end: 0, busy: false },
    };
  }

  function reopen(lane: Lane): void {
    lane.open = false;
    lane.buffer.length = 0;
    openSoon();
  }

  function openSoon(): void {
    if (!running() || opening !== null) return;
    const opened = open().then(
      (done) => {
        if (done && closed().length > 0) openSoon();
      },
      (error: unknown) => stopFor(error, again),
    );
    hands.hold(opened);
    async function again(): Promise<void> {
      await open();
    }
  }

  function closed(): Lane[] {
    return [...lanes.values()].filter((lane) => !lane.open && !lane.busy);
  }

  /** Opens the lanes that are not open. False: not yet, ask again soon. @throws what says that an engine is away */
  function open(): Promise<boolean> {
    opening ??= openAll().finally(() => {
      opening = null;
    });
    return opening;
  }

  async function openAll(): Promise<boolean> {
    const waiting = closed();
    if (waiting.length === 0) return true;
    partitions = new Map(
      [...(await client.ask.partitions(names, false))].map(([name, { leaders }]) => [name, leaders.length]),
    );
    await queue.load();
    const opened = await openLanes(openNeeds, waiting, lost);
    lost = null;
    for (const lane of waiting) if (lane.letGo.signal.aborted) lane.open = false;
    if (opened) intake.kick();
    return opened;
  }

  /** What another process has taken over is looked at again; everything else makes the group wait. */
  function stopFor(error: unknown, probe: () => Promise<void>): void {
    if (letGo.signal.aborted) return;
    if (error instanceof TakenOver) openSoon();
    else pause.enter(error, probe);
  }

  async function work(lane: Lane): Promise<void> {
    try {
      await alone(lane);
    } catch (error) {
      // Of no concern any more: the partition is somebody else's.
      if (lane.letGo.signal.aborted) return;
      if (error instanceof Lost) lost ??= { lane, reason: error.message };
      if (error instanceof Lost || error instanceof TakenOver) reopen(lane);
      else stopFor(error, () => again(lane));
    }
    if (isDue(lane)) hands.ready(lane);
    intake.kick();
  }

  async function alone(lane: Lane): Promise<void> {
    lane.busy = true;
    try {
      await turn(turnNeeds, lane);
    } finally {
      lane.busy = false;
    }
  }

  /** The probe after a failure. The commit whose answer was lost may have happened, so the row is read again. */
  async function again(lane: Lane): Promise<void> {
    if (!lanes.has(laneKey(lane)) || lane.busy) return;
    const { buffer, position } = lane;
    const kept = buffer.slice();
    lane.open = false;
    await open();
    if (!lane.open) return;
    // What was fetched is still good from the place on where the group stands.
    if (lane.position >= position) {
      lane.buffer.push(...kept.filter(({ offset }) => offset >= lane.position));
      lane.fetchAt = (lane.buffer.at(-1)?.offset ?? lane.position - 1) + 1;
    }
    if (lane.buffer.length > 0) await alone(lane);
  }

  async function saveAll(): Promise<void> {
    for (const lane of lanes.values()) {
      if (lane.busy || !isUnsaved(lane)) continue;
      lane.busy = true;
      let taken = false;
      try {
        await save(turnNeeds, lane);
      } catch (error) {
        if (!(error instanceof TakenOver)) throw error;
        taken = true;
      } finally {
        lane.busy = false;
      }
      if (taken) reopen(lane);
      if (isDue(lane)) hands.ready(lane);
    }
  }

  const committed = new Map<string, number>();

  /** For whoever watches the group with Kafka's own tools. */
  async function commit(): Promise<void> {
    const moved = [...lanes.values()].filter(
      (lane) => lane.open && lane.stored !== null && committed.get(laneKey(lane)) !== lane.stored,
    );
    const offsets = moved.map(({ topic, partition, stored }) => ({ topic, partition, offset: stored ?? 0 }));
    await members.commit(offsets);
    for (const one of offsets) committed.set(laneKey(one), one.offset);
  }

  async function tick(): Promise<void> {
    if (!running()) return;
    if (closed().length > 0) openSoon();
    intake.kick();
    await saveAll();
    // Another process may have made retries due, or have worked them off.
    if (queue.size > 0) await queue.load();
    queue.pump();
  }

  async function lag(): Promise<number> {
    const [rows, ends] = await Promise.all([positions.all(), client.ask.offsets(names, 'end')]);
    const passed = new Map(
      rows.map(({ topic, slot, next_offset: next }) => [`${topic}:${slot}`, Math.max(0, next)]),
    );
    let sum = 0;
    for (const [kind, topic] of topics) {
      for (const [partition, end] of (ends.get(topic) ?? []).entries()) {
        const lane = lanes.get(laneKey({ topic, partition }));
        const mine = lane?.open === true ? lane.position : 0;
        sum += Math.max(0, end - Math.max(passed.get(`${kind}:${partition}`) ?? 0, mine));
      }
    }
    return sum;
  }

  let lastLag = 0;
  const waits = () => pause.current ?? members.failing ?? intake.failing;

  return {
    name: group.group,
    queue,
    get idle() {
      return hands.empty && !queue.working;
    },
    get turns() {
      return hands.turns;
    },
    start() {
      members.start();
      jobs.every(TICK, tick);
      jobs.every(1_000, () => commit().catch(() => {}));
    },
    lag,
    async settle() {
      if (running()) await saveAll();
      await queue.refresh(() => store.retries());
    },
    async probe(strict) {
      if (pause.current !== null) await pause.probeNow();
      return (strict ? waits() : pause.current)?.cause ?? null;
    },
    async state() {
      lastLag = await lag().catch(() => lastLag);
      const retries = await store.countRetries();
      return { group: group.group, lag: lastLag, retries, paused: waits() };
    },
    retries: () => retriesOf(store),
    replay: (id) => replay(group, store, queue, clock, id),
    async stop() {
      letGo.abort();
      await jobs.stop();
      await Promise.all([pause.stop(), queue.stop(), intake.stop(), hands.finished()]);
      // Best effort: what is not stored is only shown again to whoever takes over.
      await saveAll().catch((error: unknown) => {
        log.warn({ cause: causeOf(error) }, 'Places were not stored');
      });
      await commit().catch(() => {});
      await members.stop();
    },
  };
}

/** The retry table as this process works it off: the rows of its own partitions. */
function ownRetries(store: ConsumerStore, owns: (type: string, bucket: number) => boolean): ConsumerStore {
  return {
    ...store,
    async retries() {
      return (await store.retries()).filter(({ type, bucket }) => owns(type, bucket));
    },
  };
}
