/** Effects and offset in one unit; an effect that fails is isolated and goes to the retry table. */
import type { Clock, Log } from '@fanfare/kernel';
import type { ConsumerStore } from '@fanfare/sql';
import { retryBackoff, waitAfter } from '../consumer/backoff.ts';
import type { Sealed } from '../consumer/decode.ts';
import { causeOf, isAway } from '../consumer/failure.ts';
import type { ConsumerGroup, Effect } from '../port.ts';
import type { Cursor } from './cursor.ts';

/** What becomes of one event. `cause`: it goes to the retry table; `attempts` 0: for it waits behind another. */
export type Write = { row: Sealed } & (
  | { kind: 'effect'; effect: Effect; trace: string | null }
  | { kind: 'park'; cause: string; attempts: 0 | 1 }
);

export interface WriteNeeds {
  group: ConsumerGroup;
  store: ConsumerStore;
  clock: Clock;
  log: Log;
  /** The restore epoch of the cursor's source. */
  epoch(source: string): number;
  /** The event stands in the retry table. */
  parked(source: string, key: string, next: number): void;
}

/**
 * Stores the writes and moves the offset to `upto` (null: a redelivery, the offset stays).
 * @throws what says that an engine is away; then nothing after the cursor's position is stored
 */
export async function store(
  needs: WriteNeeds,
  cursor: Cursor,
  writes: readonly Write[],
  upto: number | null,
) {
  try {
    await unit(needs, cursor, writes, upto);
  } catch (error) {
    if (isAway(error)) throw error;
    const inOrder = [...writes].sort((one, other) => one.row.number - other.row.number);
    for (const write of inOrder) await alone(needs, cursor, write, upto === null ? null : write.row.number);
    if (upto !== null && upto > cursor.stored) await unit(needs, cursor, [], upto);
  }
}

async function alone(needs: WriteNeeds, cursor: Cursor, write: Write, upto: number | null): Promise<void> {
  try {
    await unit(needs, cursor, [write], upto);
  } catch (error) {
    if (isAway(error) || write.kind === 'park') throw error;
    await unit(needs, cursor, [{ row: write.row, kind: 'park', cause: causeOf(error), attempts: 1 }], upto);
  }
}

async function unit(
  needs: WriteNeeds,
  cursor: Cursor,
  writes: readonly Write[],
  upto: number | null,
): Promise<void> {
  const { group, store } = needs;
  const source = cursor.source.name;
  const now = needs.clock.now();
  const place = { source, bucket: cursor.bucket, epoch: needs.epoch(source) };
  const parked = writes.flatMap((write) => (write.kind === 'park' ? [parkedRow(write, place, now)] : []));
  await group.database.unit(
    async (unit) => {
      for (const write of writes) if (write.kind === 'effect') await write.effect(unit);
      for (const row of parked) await store.park(unit, row);
      if (upto !== null) await store.moveOffset(unit, place, cursor.stored, upto);
    },
    { lane: group.lane, trace: traceOf(writes) },
  );
  if (upto !== null) {
    cursor.stored = upto;
    cursor.position = Math.max(cursor.position, upto);
    cursor.unstored = 0;
  }
  for (const row of parked) {
    needs.log.warn(
      { event: row.event_id, type: row.type, cause: row.cause },
      'An event goes to the retry table',
    );
    needs.parked(source, row.key, row.next_at);
  }
}

/** What effects emit belongs to the trace of their event; several events in one unit belong to none. */
function traceOf([write, ...others]: readonly Write[]): string | null {
  return write?.kind === 'effect' && others.length === 0 ? write.trace : null;
}

function parkedRow(
  { row, cause, attempts }: Extract<Write, { kind: 'park' }>,
  place: { source: string; bucket: number },
  now: number,
) {
  return {
    source: place.source,
    bucket: place.bucket,
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
