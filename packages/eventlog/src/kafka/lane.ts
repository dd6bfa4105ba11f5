/** One partition in the hands of this process's part of a group. */
import type { Prepare } from '../consumer/prepare.ts';
import type { InMessage } from './client/index.ts';
import type { Seen } from './seen.ts';

export interface Lane {
  /** The kind of key, and the topic's full name. */
  readonly kind: string;
  readonly topic: string;
  readonly partition: number;
  /** Aborted when the partition goes to somebody else. */
  readonly letGo: AbortController;
  readonly prepare: Prepare;
  /** False: where the group stands in it is not known, or not any more. */
  open: boolean;
  /** What the group's row says (null: it has none). */
  stored: number | null;
  /** The offset of the next message to work on, and what was seen before it. */
  position: number;
  seen: Seen;
  /** Messages between `stored` and `position` that a handler saw. */
  unstored: number;
  /** Messages from `position` on. */
  readonly buffer: InMessage[];
  /** The offset behind the buffer. */
  fetchAt: number;
  /** The offset behind the last message of the partition, as far as known. */
  end: number;
  busy: boolean;
}

/** A place in a lane. */
export interface Mark {
  readonly offset: number;
  readonly seen: Seen;
}

export function laneKey({ topic, partition }: Pick<Lane, 'topic' | 'partition'>): string {
  return `${topic}:${partition}`;
}

/** Before it is opened. What was fetched is dropped; it comes again from the place that is set. */
export function placeAt(lane: Lane, stored: number | null, mark: Mark): void {
  Object.assign(lane, { stored, position: mark.offset, seen: mark.seen, unstored: 0 });
  Object.assign(lane, { fetchAt: mark.offset, end: Math.max(lane.end, mark.offset) });
  lane.buffer.length = 0;
}

/** Messages that were fetched and wait. */
export function isDue(lane: Lane): boolean {
  return lane.open && !lane.busy && lane.buffer.length > 0 && !lane.letGo.signal.aborted;
}

export function isUnsaved({ open, stored, position }: Lane): boolean {
  return open && position > (stored ?? 0);
}
