/** Fetches what the open lanes of a group lack, from each broker by itself, as long as the group runs. */
import type { Clock, Log } from '@fanfare/kernel';
import { causeOf } from '../consumer/failure.ts';
import { signal } from '../consumer/signal.ts';
import type { Asker, Fetched, Reader } from './client/index.ts';
import type { Lane } from './lane.ts';
import { laneKey } from './lane.ts';

/** A lane with so many messages waits until they are worked off. */
const ENOUGH = 256;
/** How long a fetch waits for a message, in ms; lanes that come meanwhile wait too. */
const WAIT = 500;
/** The same while a lane is full: its room must soon be used. */
const SHORT_WAIT = 10;
/** How long to wait for a partition to have a leader again, in ms. */
const ELECTION = 250;
/** After a failure, in ms: doubled each time. */
const PAUSES = [50, 100, 250, 500, 1_000];

export interface Intake {
  /** Lanes were opened or closed, have room again, or the group goes on. */
  kick(): void;
  /** Why nothing is fetched, or null. */
  readonly failing: { since: number; cause: string } | null;
  stop(): Promise<void>;
}

export interface IntakeNeeds {
  reader: Reader;
  ask: Asker;
  topics: readonly string[];
  lanes(): Iterable<Lane>;
  /** False: the group pauses, nothing is fetched. */
  open(): boolean;
  /** A lane got messages. */
  onMessages(lane: Lane): void;
  /** The log has no such offset any more. */
  onRange(lane: Lane): void;
  clock: Clock;
  log: Log;
}

export function intakeOf(needs: IntakeNeeds): Intake {
  const { reader, ask, log, clock } = needs;
  const changed = signal();
  const loops = new Map<number, Promise<void>>();
  let leaders: ReadonlyMap<string, readonly number[]> = new Map();
  let stale = true;
  let learning: Promise<void> | null = null;
  let failing: Intake['failing'] = null;
  let failures = 0;
  let stopped = false;
  const letGo = new AbortController();

  /** A loop per broker that leads something. */
  async function learn(): Promise<void> {
    try {
      const found = await ask.partitions(needs.topics, true);
      leaders = new Map([...found].map(([topic, partitions]) => [topic, partitions.leaders]));
      stale = false;
      // An election goes on; the other partitions are read meanwhile.
      if ([...leaders.values()].flat().includes(-1)) void sleep(ELECTION).then(forget);
    } catch (error) {
      await failed(error);
    }
    for (const broker of new Set([...leaders.values()].flat()))
      if (broker >= 0 && !loops.has(broker)) loops.set(broker, loop(broker));
    changed.fire();
  }

  function forget(): void {
    stale = true;
    changed.fire();
  }

  function learnOnce(): Promise<void> {
    learning ??= learn().finally(() => {
      learning = null;
    });
    return learning;
  }

  async function failed(error: unknown): Promise<void> {
    const cause = causeOf(error);
    if (failing === null && !stopped) log.warn({ cause }, 'The consumer group cannot read the log');
    failing = { since: failing?.since ?? clock.now(), cause };
    stale = true;
    failures += 1;
    await sleep(PAUSES[Math.min(failures, PAUSES.length) - 1] ?? 0);
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        letGo.signal.removeEventListener('abort', done);
        resolve();
      }
      letGo.signal.addEventListener('abort', done);
    });
  }

  async function loop(broker: number): Promise<void> {
    while (!stopped) {
      const mine = [...needs.lanes()].filter(
        (lane) => lane.open && leaders.get(lane.topic)?.[lane.partition] === broker,
      );
      const wanted = needs.open() ? mine.filter(({ buffer }) => buffer.length < ENOUGH) : [];
      if (stale) await learnOnce();
      else if (wanted.length === 0) await changed.next();
      else await fetch(broker, wanted, mine.length > wanted.length ? SHORT_WAIT : WAIT);
    }
  }

  async function fetch(broker: number, wanted: readonly Lane[], wait: number): Promise<void> {
    const asked = wanted.map(({ topic, partition, fetchAt }) => ({ topic, partition, offset: fetchAt }));
    const lanes = new Map(wanted.map((lane) => [laneKey(lane), lane]));
    try {
      const answers = await reader.fetch(broker, asked, wait);
      if (stopped) return;
      let moved = false;
      for (const answer of answers) {
        const lane = lanes.get(laneKey(answer));
        if (lane !== undefined) take(lane, answer);
        moved ||= answer.problem === 'moved' || answer.problem === 'other';
      }
      if (moved) throw new Error('a partition is led by another broker');
      if (failing !== null) log.info({ since: failing.since }, 'The consumer group reads the log again');
      failing = null;
      failures = 0;
    } catch (error) {
      if (!stopped) await failed(error);
    }
  }

  function take(lane: Lane, answer: Fetched): void {
    // Opened anew meanwhile, or lost: the messages belong elsewhere.
    if (!lane.open || lane.fetchAt !== answer.offset) return;
    if (answer.problem === 'range') needs.onRange(lane);
    if (answer.problem !== null) return;
    lane.fetchAt = answer.next;
    lane.end = Math.max(lane.end, answer.end);
    lane.buffer.push(...answer.messages);
    if (lane.buffer.length > 0) needs.onMessages(lane);
  }

  return {
    kick() {
      if (loops.size === 0 && !stopped) void learnOnce();
      changed.fire();
    },
    get failing() {
      return failing;
    },
    async stop() {
      stopped = true;
      letGo.abort();
      changed.fire();
      // A fetch in hand is not waited for: closing the reader ends it.
      await reader.close();
      await Promise.all([...loops.values(), learning]);
    },
  };
}
