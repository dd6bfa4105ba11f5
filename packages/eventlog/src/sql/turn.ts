/** One batch of one bucket: prepare (the slow part, side by side), then write. */
import { setImmediate } from 'node:timers/promises';
import type { Sealed } from '../consumer/decode.ts';
import type { Outcome, Prepare } from '../consumer/prepare.ts';
import { letGoOf } from '../consumer/prepare.ts';
import type { Place, Write, WriteNeeds } from '../consumer/write.ts';
import { store } from '../consumer/write.ts';
import type { Chaos } from './chaos.ts';
import type { Cursor } from './cursor.ts';
import { behind } from './cursor.ts';
import type { Batch, Item } from './plan.ts';
import { planBatch } from './plan.ts';

/** Handled events in one unit. */
const MAX_BATCH = 16;
/** Events without an effect move the offset in memory; after this many it is written. */
const MAX_UNSTORED = 64;

export interface TurnNeeds extends WriteNeeds {
  /** The restore epoch of a source. */
  epoch(source: string): number;
  handles(type: string): boolean;
  queued(source: string, key: string): boolean;
  prepare: Prepare;
  chaos: Chaos | null;
}

/** @throws what stops the group: an engine that is away, an event that this program does not know, a gap */
export async function turn(needs: TurnNeeds, cursor: Cursor): Promise<void> {
  const rows = await cursor.source.rows(cursor.bucket, cursor.position);
  if (rows.length === 0) return expectRow(cursor);
  const batch = plan(needs, cursor, rows, cursor.position);
  const { writes, done, error } = await prepare(needs, cursor, batch);
  const seen = cursor.unstored + batch.items.length;
  if (writes.length > 0 || (seen >= MAX_UNSTORED && done > cursor.stored)) {
    await store(needs, placeOf(needs, cursor), writes, done);
  } else {
    cursor.position = done;
    cursor.unstored = seen;
    // Embedded reads never leave the microtasks, so a long way without a unit would hold up everybody else.
    if (behind(cursor) > 0) await setImmediate();
  }
  if (error !== null) throw error.reason;
  if (batch.blocked !== null && batch.items.length === 0) throw new Error(batch.blocked);
  const after = needs.chaos?.redeliverAfter(cursor.position) ?? null;
  if (after !== null && batch.items.length > 0) await redeliver(needs, cursor, after);
}

/** A shared read may have begun before the commit that raised the head; a read of our own has not. */
async function expectRow({ source, bucket, position }: Cursor): Promise<void> {
  const [row] = await source.database.outbox.rows(bucket, position, 1);
  if (row !== undefined) return;
  throw new Error(
    `bucket ${bucket} of ${source.name} has nothing after ${position}, but its head is ${source.head(bucket)}`,
  );
}

/** Shows the group again what it has handled, as a broker does whose offset was not committed. */
export async function redeliver(needs: TurnNeeds, cursor: Cursor, after: number): Promise<void> {
  let position = after;
  while (position < cursor.position) {
    const rows = await cursor.source.rows(cursor.bucket, position);
    const again = rows.filter((row) => row.number <= cursor.position);
    const first = again[0];
    if (first === undefined) return;
    // What was pruned is not delivered again.
    const batch = plan(needs, cursor, again, first.number - 1);
    const { writes, error } = await prepare(needs, cursor, batch);
    if (writes.length > 0) await store(needs, placeOf(needs, cursor), writes, null);
    if (error !== null) throw error.reason;
    position = batch.upto;
  }
}

function plan(needs: TurnNeeds, cursor: Cursor, rows: readonly Sealed[], position: number): Batch {
  return planBatch(rows, position, {
    handles: needs.handles,
    queued: (key) => needs.queued(cursor.source.name, key),
    max: needs.chaos === null ? MAX_BATCH : 1 + needs.chaos.pick(MAX_BATCH),
  });
}

interface Prepared {
  writes: Write<number>[];
  /** The number up to which the writes and the events without any suffice. */
  done: number;
  error: { reason: unknown } | null;
}

async function prepare(needs: TurnNeeds, cursor: Cursor, batch: Batch): Promise<Prepared> {
  const { chaos } = needs;
  const run = async (item: Item): Promise<{ item: Item; outcome: Outcome }> => {
    await chaos?.dally();
    return { item, outcome: item.queued ? queueUp : await needs.prepare(item.row) };
  };
  const outcomes = await Promise.all(batch.items.map(run));
  const stopped = outcomes.findIndex(({ outcome }) => outcome.kind === 'stop');
  const first = outcomes[stopped];
  if (first !== undefined) letGoOf(outcomes.slice(stopped));
  const writes = (stopped < 0 ? outcomes : outcomes.slice(0, stopped)).flatMap(({ item, outcome }) =>
    writeOf(cursor, item, outcome),
  );
  return {
    writes: chaos === null ? writes : chaos.shuffled(writes),
    done: first === undefined ? batch.upto : Math.max(cursor.position, first.item.row.number - 1),
    error: first?.outcome.kind === 'stop' ? { reason: first.outcome.error } : null,
  };
}

const queueUp: Outcome = { kind: 'park', cause: 'waits behind an earlier event of its key' };

function writeOf(cursor: Cursor, { row, queued }: Item, outcome: Outcome): Write<number>[] {
  const at = { row, source: cursor.source.name, bucket: cursor.bucket, order: row.number, mark: row.number };
  switch (outcome.kind) {
    case 'write':
      return [{ ...at, kind: 'effect', effect: outcome.effect, span: outcome.span }];
    case 'park':
      return [{ ...at, kind: 'park', cause: outcome.cause, attempts: queued ? 0 : 1 }];
    default:
      return [];
  }
}

/** The offset row. */
function placeOf({ store, epoch }: TurnNeeds, cursor: Cursor): Place<number> {
  const source = cursor.source.name;
  const place = { source, bucket: cursor.bucket, epoch: epoch(source) };
  return {
    move: (unit, number) => store.moveOffset(unit, place, cursor.stored, number),
    moved(number) {
      cursor.stored = number;
      cursor.position = Math.max(cursor.position, number);
      cursor.unstored = 0;
    },
    covers: (number) => cursor.stored >= number,
  };
}
