/** One batch of one lane: prepare (the slow part, side by side), then write, with the lane's place in the same unit. */
import { setImmediate } from 'node:timers/promises';
import type { LogPositions } from '@fanfare/sql';
import type { Outcome } from '../consumer/prepare.ts';
import { letGoOf } from '../consumer/prepare.ts';
import { TakenOver } from '../consumer/taken.ts';
import type { Place, Write, WriteNeeds } from '../consumer/write.ts';
import { store } from '../consumer/write.ts';
import type { Lane, Mark } from './lane.ts';
import { isUnsaved } from './lane.ts';
import type { Batch, Item } from './plan.ts';
import { planLane } from './plan.ts';

/** Handled events in one unit. */
const MAX_BATCH = 16;
/** Events without an effect move the place in memory; after this many it is written. */
const MAX_UNSTORED = 64;

export interface TurnNeeds extends WriteNeeds {
  positions: LogPositions;
  handles(type: string): boolean;
  queued(source: string, key: string): boolean;
}

/** The log does not carry the group on: it has to be built from the truth. */
export class Lost extends Error {}

/** @throws Lost; TakenOver; what stops the group: an engine that is away, an event that this program does not know */
export async function turn(needs: TurnNeeds, lane: Lane): Promise<void> {
  const batch = planLane(lane, { handles: needs.handles, queued: needs.queued, max: MAX_BATCH });
  const { writes, done, error } = await prepare(lane, batch);
  const seen = lane.unstored + batch.items.length;
  if (writes.length > 0 || seen >= MAX_UNSTORED) {
    await store(needs, placeOf(needs.positions, lane), writes, done);
  } else {
    goTo(lane, done);
    lane.unstored = seen;
    // A long way without a unit would hold up everybody else.
    await setImmediate();
  }
  if (error !== null) throw error.reason;
  if (batch.lost !== null) throw new Lost(batch.lost);
  if (batch.blocked !== null) throw new Error(batch.blocked);
}

interface Prepared {
  writes: Write<Mark>[];
  /** The place up to which the writes and the events without any suffice. */
  done: Mark;
  error: { reason: unknown } | null;
}

async function prepare(lane: Lane, batch: Batch): Promise<Prepared> {
  const outcomes = await Promise.all(
    batch.items.map(async (item) => ({
      item,
      outcome: item.queued ? queueUp : await lane.prepare(item.row),
    })),
  );
  const stopped = outcomes.findIndex(({ outcome }) => outcome.kind === 'stop');
  const first = outcomes[stopped];
  if (first !== undefined) letGoOf(outcomes.slice(stopped));
  const good = stopped < 0 ? outcomes : outcomes.slice(0, stopped);
  const before = good.at(-1)?.item.mark ?? { offset: lane.position, seen: lane.seen };
  return {
    writes: good.flatMap(({ item, outcome }) => writeOf(item, outcome)),
    done: first === undefined ? batch.upto : before,
    error: first?.outcome.kind === 'stop' ? { reason: first.outcome.error } : null,
  };
}

const queueUp: Outcome = { kind: 'park', cause: 'waits behind an earlier event of its key' };

function writeOf({ row, source, bucket, mark, queued }: Item, outcome: Outcome): Write<Mark>[] {
  const at = { row, source, bucket, mark, order: mark.offset };
  switch (outcome.kind) {
    case 'write':
      return [{ ...at, kind: 'effect', effect: outcome.effect, span: outcome.span }];
    case 'park':
      return [{ ...at, kind: 'park', cause: outcome.cause, attempts: queued ? 0 : 1 }];
    default:
      return [];
  }
}

function goTo(lane: Lane, { offset, seen }: Mark): void {
  if (offset <= lane.position) return;
  lane.position = offset;
  lane.seen = seen;
  const passed = lane.buffer.findIndex((message) => message.offset >= offset);
  lane.buffer.splice(0, passed < 0 ? lane.buffer.length : passed);
}

/** Stores what was passed without a unit. */
export async function save(needs: TurnNeeds, lane: Lane): Promise<void> {
  if (!isUnsaved(lane)) return;
  await store(needs, placeOf(needs.positions, lane), [], { offset: lane.position, seen: lane.seen });
}

/** The row moves only from where this process knows it to be: whoever lost the partition stores nothing more. */
function placeOf(positions: LogPositions, lane: Lane): Place<Mark> {
  const place = { topic: lane.kind, slot: lane.partition };
  return {
    async move(unit, { offset, seen }) {
      const to = { next_offset: offset, seen: JSON.stringify(seen) };
      if (!(await positions.move(unit, place, lane.stored, to)))
        throw new TakenOver(`partition ${lane.partition} of ${lane.topic}`);
    },
    moved(mark) {
      lane.stored = mark.offset;
      lane.unstored = 0;
      goTo(lane, mark);
    },
    covers: ({ offset }) => (lane.stored ?? 0) >= offset,
  };
}
