/** This process's part of a consumer group: lanes side by side, each in order; it pauses as a whole. */
import { randomUUID } from 'node:crypto';
import type { EventType } from '@fanfare/contracts/events';
import { consumerStore, logPositions } from '@fanfare/sql';
import { noTracer } from '@fanfare/telemetry';
import { causeOf } from '../consumer/failure.ts';
import { handsOf } from '../consumer/hands.ts';
import { pauseOf } from '../consumer/pause.ts';
import { handles, preparer } from '../consumer/prepare.ts';
import { replay, retriesOf } from '../consumer/retry-admin.ts';
import { retryQueueOf } from '../consumer/retry-queue.ts';
import { TakenOver } from '../consumer/taken.ts';
import { toldOf } from '../observer.ts';
import { behindSince } from './behind-since.ts';
import type { Share } from './client/index.ts';
import { commitsOf } from './commits.ts';
import type { GroupNeeds, GroupRunner } from './group-runner.ts';
import { intakeOf } from './intake.ts';
import type { Lag } from './lag.ts';
import { lagOf } from './lag.ts';
import type { Lane } from './lane.ts';
import { isDue, isUnsaved, laneKey } from './lane.ts';
import { membershipOf } from './membership.ts';
import { openerOf } from './opener.ts';
import { ownRetries } from './own-retries.ts';
import { repeater } from './repeat.ts';
import { seenNothing } from './seen.ts';
import { kindsOf, topicName } from './topics.ts';
import type { TurnNeeds } from './turn.ts';
import { Lost, save, turn } from './turn.ts';

/** How often places are stored that moved without a unit, retries looked for, lanes opened that wait; in ms. */
const TICK = 500;
/** How often Kafka is told how far the group is, in ms. */
const COMMIT = 1_000;

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
  const told = toldOf(group, needs.observer);
  const { tracer = noTracer } = needs;
  const since = behindSince(clock);

  const pause = pauseOf({ clock, log, onChange: changed });
  const running = () => pause.current === null && !letGo.signal.aborted;
  const queue = retryQueueOf(
    {
      ...{ group, clock, log, told },
      store: ownRetries(store, ({ type, bucket }) => {
        const place = placeOf(type, bucket);
        return place !== null && lanes.has(laneKey(place));
      }),
      prepare: preparer(group, needs.decode, { log, signal: letGo.signal, told, tracer }),
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
  const opener = openerOf({
    open: {
      ...{ group, store, positions, ask: client.ask, topics, sources: needs.sources, clock, log },
      holder: randomUUID(),
    },
    ...{ lanes, running, hold: hands.hold, loadRetries: queue.load, onError: stopFor },
    onOpened: () => intake.kick(),
  });
  const turnNeeds: TurnNeeds = {
    ...{ group, store, positions, clock, log, told, tracer },
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

  /** The partition that events of the type and bucket lie in, if the group handles them. */
  function placeOf(type: string, bucket: number): Share | null {
    if (!handles(group, type)) return null;
    const topic = topicName(namespace, kindsOf([type as EventType])[0] ?? '');
    return { topic, partition: bucket % opener.partitions(topic) };
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
    opener.soon();
  }

  function laneOf({ topic, partition }: Share): Lane {
    const lane = new AbortController();
    const signal = AbortSignal.any([letGo.signal, lane.signal]);
    return {
      ...{ topic, partition, kind: kinds.get(topic) ?? '', letGo: lane },
      prepare: preparer(group, needs.decode, { log, signal, told, tracer }),
      ...{ open: false, stored: null, position: 0, seen: seenNothing('', false, new Map()) },
      ...{ unstored: 0, buffer: [], fetchAt: 0, end: 0, busy: false },
    };
  }

  function reopen(lane: Lane): void {
    lane.open = false;
    lane.buffer.length = 0;
    opener.soon();
  }

  /** What another process has taken over is looked at again; everything else makes the group wait. */
  function stopFor(error: unknown, probe: () => Promise<void>): void {
    if (letGo.signal.aborted) return;
    if (error instanceof TakenOver) opener.soon();
    else pause.enter(error, probe);
  }

  async function work(lane: Lane): Promise<void> {
    try {
      await alone(lane);
    } catch (error) {
      // Of no concern any more: the partition is somebody else's.
      if (lane.letGo.signal.aborted) return;
      if (error instanceof Lost) opener.lost(lane, error.message);
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
    await opener.now();
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

  const commits = commitsOf(lanes, members);

  async function tick(): Promise<void> {
    if (!running()) return;
    opener.soon();
    intake.kick();
    await saveAll();
    // Another process may have made retries due, or have worked them off.
    if (queue.size > 0) await queue.load();
    queue.pump();
  }

  const lag = () => lagOf({ positions, ask: client.ask, topics, lanes, since });
  let lastLag: Lag = { events: 0, oldest: null };
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
      jobs.every(COMMIT, commits);
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
      const waiting = await store.retryState();
      return {
        group: group.group,
        lag: lastLag.events,
        oldest: lastLag.oldest,
        retries: waiting.count,
        oldestRetry: waiting.oldest,
        paused: waits(),
      };
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
      await commits();
      await members.stop();
    },
  };
}
