/** Effects and the group's place in one unit; an effect that fails is isolated and goes to the retry table. */
import type { Clock, Log } from '@fanfare/kernel';
import type { ConsumerStore, Unit } from '@fanfare/sql';
import type { OpenSpan, Tracer } from '@fanfare/telemetry';
import type { Told } from '../observer.ts';
import type { ConsumerGroup, Effect } from '../port.ts';
import { retryBackoff, waitAfter } from './backoff.ts';
import type { Sealed } from './decode.ts';
import { causeOf, isAway } from './failure.ts';
import { serviceOf } from './prepare.ts';

/**
 * What becomes of one event. `order`: rises along the line. `mark`: the place behind it. `cause`: it goes to the retry table; `attempts` 0: for it
 * waits behind another.
 */
export type Write<Mark> = { row: Sealed; source: string; bucket: number; order: number; mark: Mark } & (
  | { kind: 'effect'; effect: Effect; span: OpenSpan }
  | { kind: 'park'; cause: string; attempts: 0 | 1 }
);

export interface WriteNeeds {
  group: ConsumerGroup;
  store: ConsumerStore;
  clock: Clock;
  log: Log;
  told: Told;
  tracer: Tracer;
  /** The event stands in the retry table. */
  parked(source: string, key: string, next: number): void;
}

/** Where a group stands in one line of events, in the database of its effects. */
export interface Place<Mark> {
  /** @throws what says that an engine is away, or that another process has moved the place */
  // biome-ignore lint/suspicious/noExplicitAny: each group names its own tables
  move(unit: Unit<any>, mark: Mark): Promise<void>;
  /** The unit has been committed. */
  moved(mark: Mark): void;
  /** True: what is stored is at least as far. */
  covers(mark: Mark): boolean;
}

/**
 * Stores the writes and moves the place to `upto` (null: a redelivery, it stays).
 * @throws what says that an engine is away; then nothing behind the place is stored
 */
export async function store<Mark>(
  needs: WriteNeeds,
  place: Place<Mark>,
  writes: readonly Write<Mark>[],
  upto: Mark | null,
): Promise<void> {
  try {
    await stored(needs, place, writes, upto);
  } catch (error) {
    endAll(writes, error);
    throw error;
  }
  endAll(writes);
}

/** Those that have not ended otherwise. */
function endAll<Mark>(writes: readonly Write<Mark>[], error?: unknown): void {
  for (const write of writes) if (write.kind === 'effect') write.span.end({ error });
}

async function stored<Mark>(
  needs: WriteNeeds,
  place: Place<Mark>,
  writes: readonly Write<Mark>[],
  upto: Mark | null,
): Promise<void> {
  try {
    await unit(needs, place, writes, upto);
  } catch (error) {
    if (isAway(error)) throw error;
    const inOrder = [...writes].sort((one, other) => one.order - other.order);
    for (const write of inOrder) await alone(needs, place, write, upto === null ? null : write.mark);
    if (upto !== null && !place.covers(upto)) await unit(needs, place, [], upto);
  }
}

async function alone<Mark>(
  needs: WriteNeeds,
  place: Place<Mark>,
  write: Write<Mark>,
  upto: Mark | null,
): Promise<void> {
  try {
    await unit(needs, place, [write], upto);
  } catch (error) {
    if (isAway(error) || write.kind === 'park') throw error;
    write.span.end({ error });
    const { row, source, bucket, order, mark } = write;
    const parked: Write<Mark> = {
      ...{ row, source, bucket, order, mark },
      ...{ kind: 'park', cause: causeOf(error), attempts: 1 },
    };
    await unit(needs, place, [parked], upto);
  }
}

async function unit<Mark>(
  needs: WriteNeeds,
  place: Place<Mark>,
  writes: readonly Write<Mark>[],
  upto: Mark | null,
): Promise<void> {
  const { group, store } = needs;
  const now = needs.clock.now();
  const began = Date.now();
  const parked = writes.flatMap((write) => (write.kind === 'park' ? [parkedRow(write, now)] : []));
  await group.database.unit(
    async (unit) => {
      for (const write of writes) if (write.kind === 'effect') await write.effect(unit);
      for (const row of parked) await store.park(unit, row);
      if (upto !== null) await place.move(unit, upto);
    },
    // Each effect says by itself which trace it belongs to.
    { lane: group.lane, trace: null },
  );
  recordUnit(needs, writes, began);
  if (upto !== null) place.moved(upto);
  for (const write of writes) {
    if (write.kind === 'effect') needs.told(write.row.type, 'done');
    else if (write.attempts > 0) needs.told(write.row.type, 'failed');
  }
  for (const row of parked) {
    needs.log.warn(
      { event: row.event_id, type: row.type, cause: row.cause },
      'An event goes to the retry table',
    );
    needs.parked(row.source, row.key, row.next_at);
  }
}

/** One unit is a span in the trace of each event that it stores. */
function recordUnit<Mark>(
  { group, tracer }: WriteNeeds,
  writes: readonly Write<Mark>[],
  start: number,
): void {
  if (!tracer.collects) return;
  const attributes = { 'fanfare.database': group.database.source, 'fanfare.events': writes.length };
  const options = { attributes, service: serviceOf(group), start, end: Date.now() };
  for (const write of writes) {
    if (write.kind === 'effect' && write.span.traceparent !== null)
      tracer.record(`unit ${group.lane}`, { ...options, parent: write.span.traceparent });
  }
}

function parkedRow<Mark>(write: Extract<Write<Mark>, { kind: 'park' }>, now: number) {
  const { row, source, bucket, cause, attempts } = write;
  return {
    source,
    bucket,
    number: row.number,
    event_id: row.id,
    key: row.key,
    type: row.type,
    body: row.body,
    attempts,
    next_at: attempts === 0 ? now : now + waitAfter(attempts, retryBackoff),
    cause,
    created_at: now,
  };
}
