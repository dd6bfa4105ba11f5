/** The relay of one source in this process: moves committed outbox rows to the topics, beside other processes' relays. */
import { randomUUID } from 'node:crypto';
import type { Clock, Log } from '@fanfare/kernel';
import { BUCKETS, relayStore, restoreEpoch } from '@fanfare/sql';
import type { Tracer } from '@fanfare/telemetry';
import { noTracer } from '@fanfare/telemetry';
import { awayBackoff, waitAfter } from '../consumer/backoff.ts';
import { causeOf } from '../consumer/failure.ts';
import { handsOf } from '../consumer/hands.ts';
import type { LogObserver } from '../observer.ts';
import type { GroupState, SourceState } from '../port.ts';
import type { Bucket } from './bucket.ts';
import { carry } from './carry.ts';
import type { KafkaClient } from './client/index.ts';
import { observedProducer } from './observed-producer.ts';
import { pruneOutbox } from './prune.ts';
import { repeater } from './repeat.ts';
import type { AnyDatabase } from './share.ts';
import { sharesOf } from './share.ts';

/** How often to look for commits that no hint told of, to save how far buckets were carried, to renew leases; in ms. */
const POLL = 250;
const SAVE = 200;
const RENEW = 1_000;

export interface RelayNeeds {
  source: string;
  database: AnyDatabase;
  namespace: string;
  client: KafkaClient;
  partitions(topic: string): number;
  clock: Clock;
  log: Log;
  observer?: LogObserver | undefined;
  tracer?: Tracer | undefined;
  /** Work ended. */
  onChange(): void;
}

export interface Relay {
  readonly source: string;
  start(): void;
  /** Buckets of the source have new heads. */
  wake(heads: ReadonlyMap<number, number>): void;
  /** Those of the buckets that another relay carries. */
  foreign(heads: ReadonlyMap<number, number>): Map<number, number>;
  /** Rows that no relay has carried yet. */
  backlog(): Promise<SourceState>;
  /** As a group of the log, for people: how far it is behind, and why it waits. */
  state(): Promise<GroupState>;
  /**
   * Looks, and tries again what failed. @returns why it waits, or null
   * @param strict also when it waits for an engine
   */
  probe(strict: boolean): Promise<string | null>;
  /** Deletes what was carried more than a day ago. Returns how many rows. */
  prune(): Promise<number>;
  stop(): Promise<void>;
}

export function relayOf(needs: RelayNeeds): Relay {
  const { source, database, clock, namespace, partitions, tracer = noTracer } = needs;
  const log = needs.log.child({ relay: source });
  const producer = observedProducer(needs.client.producer(), needs.observer);
  needs.observer?.relay(source);
  const store = relayStore(database);
  const shares = sharesOf({ database, holder: randomUUID(), log });
  const heads = new Map<number, number>();
  const jobs = repeater(log, clock, 'The relay could not look after itself');
  let epoch: number | null = null;
  let stopping = false;

  const hands = handsOf<Bucket>({
    work,
    due: (bucket) => !bucket.busy && isDue(bucket),
    open: () => !stopping && shares.trusted(),
    parallel: BUCKETS,
    onEnd: changed,
  });

  function changed(): void {
    hands.pump();
    needs.onChange();
  }

  function isDue(bucket: Bucket): boolean {
    if (bucket.leaving || shares.held.get(bucket.bucket) !== bucket) return false;
    if ((bucket.failing?.notBefore ?? 0) > performance.now()) return false;
    return (heads.get(bucket.bucket) ?? 0) > bucket.number || (epoch !== null && bucket.epoch !== epoch);
  }

  /** A bucket that fails is tried again by itself: its partitions may be the only ones without a leader. */
  async function work(bucket: Bucket): Promise<void> {
    bucket.busy = true;
    const head = heads.get(bucket.bucket);
    let again = false;
    try {
      epoch ??= await restoreEpoch(database);
      const trusted = shares.trusted;
      const carried = await carry(
        { source, database, namespace, producer, partitions, epoch, trusted, tracer },
        bucket,
      );
      recovered(bucket);
      if (carried > 0) needs.observer?.carried(source, carried);
      // With nothing found and nothing new, the next look decides.
      again = carried > 0 || head !== heads.get(bucket.bucket);
    } catch (error) {
      failed(bucket, error);
    } finally {
      bucket.busy = false;
    }
    if (again && bucket.blocked === null && isDue(bucket)) hands.ready(bucket);
  }

  function failed(bucket: Bucket, error: unknown): void {
    const cause = causeOf(error);
    if (failing() === null) log.warn({ cause }, 'The relay pauses');
    const { since = clock.now(), failures = 0 } = bucket.failing ?? {};
    const notBefore = performance.now() + waitAfter(failures + 1, awayBackoff);
    bucket.failing = { since, cause, failures: failures + 1, notBefore };
  }

  function recovered(bucket: Bucket): void {
    if (bucket.failing === null) return;
    bucket.failing = null;
    if (failing() === null) log.info({}, 'The relay goes on');
  }

  function failing(): { since: number; cause: string } | null {
    for (const { failing: found } of shares.held.values()) if (found !== null) return found;
    return null;
  }

  /** Why the relay waits, be it for an engine or for a newer program. */
  function waits(): { since: number; cause: string } | null {
    const found = failing() ?? jobs.failing;
    if (found !== null) return { since: found.since, cause: found.cause };
    for (const { blocked } of shares.held.values())
      if (blocked !== null) return { since: clock.now(), cause: blocked };
    return null;
  }

  async function look(): Promise<void> {
    epoch ??= await restoreEpoch(database);
    raise(await store.heads());
  }

  function raise(known: ReadonlyMap<number, number>): void {
    for (const [bucket, head] of known) {
      heads.set(bucket, Math.max(head, heads.get(bucket) ?? 0));
      const held = shares.held.get(bucket);
      if (held !== undefined && !held.busy && isDue(held)) hands.ready(held);
    }
  }

  async function renew(): Promise<void> {
    await shares.renew();
    raise(heads);
  }

  async function backlog(): Promise<SourceState> {
    const [known, rows] = await Promise.all([store.heads(), store.buckets()]);
    const carried = new Map(rows.map(({ bucket, number }) => [bucket, number]));
    let events = 0;
    const late = new Map<number, number>();
    for (const [bucket, head] of known) {
      const number = Math.max(carried.get(bucket) ?? 0, shares.held.get(bucket)?.number ?? 0);
      if (head <= number) continue;
      events += head - number;
      late.set(bucket, number);
    }
    return { source, events, oldest: await database.outbox.oldest(late) };
  }

  return {
    source,
    start() {
      jobs.every(RENEW, renew, true);
      jobs.every(POLL, look, true);
      jobs.every(SAVE, () => shares.save());
    },
    wake: raise,
    foreign: (known) => new Map([...known].filter(([bucket]) => !shares.held.has(bucket))),
    backlog,
    async state() {
      const { events, oldest } = await backlog();
      const own = { group: `relay.${source}`, lag: events, oldest };
      return { ...own, retries: 0, oldestRetry: null, paused: waits() };
    },
    async probe(strict) {
      for (const bucket of shares.held.values())
        if (bucket.failing !== null) bucket.failing.notBefore = Number.NEGATIVE_INFINITY;
      await renew();
      await look();
      await hands.finished();
      const broken = failing() ?? jobs.failing;
      if (broken !== null) return strict ? broken.cause : null;
      return waits()?.cause ?? null;
    },
    async prune() {
      await shares.save();
      return pruneOutbox(database, store, clock);
    },
    async stop() {
      stopping = true;
      await jobs.stop();
      await hands.finished();
      await shares.leave().catch((error: unknown) => {
        log.warn({ cause: causeOf(error) }, 'The relay could not give its buckets back; they are free soon');
      });
      await producer.close();
    },
  };
}
