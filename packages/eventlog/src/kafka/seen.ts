/**
 * What a group has seen in one partition. Relays that change hands, or wake from a long sleep, repeat messages, also
 * older ones after newer: the numbers tell. Each message names the number before it in its topic, so a gap can be told
 * from the numbers of other topics, and nothing is passed over in silence.
 */
import type { Origin } from './message.ts';

export interface Seen {
  /** True: the group began in the middle of the log; a bucket not yet seen may begin at any number. */
  readonly anywhere: boolean;
  /** The topic's id: offsets of another topic under the same name mean nothing. */
  readonly topic: string;
  readonly sources: Readonly<Record<string, SeenSource>>;
}

export interface SeenSource {
  readonly epoch: number;
  /** The last number per bucket. */
  readonly last: Readonly<Record<string, number>>;
}

export type Verdict =
  | { kind: 'next' }
  /** Seen before, or of a time before a restore. */
  | { kind: 'old' }
  /** The log does not carry the group on from here. */
  | { kind: 'lost'; reason: string };

export function judge(seen: Seen, { source, bucket, number, previous, epoch }: Origin): Verdict {
  const known = seen.sources[source];
  if (known !== undefined && epoch < known.epoch) return { kind: 'old' };
  if (known !== undefined && epoch > known.epoch) return { kind: 'lost', reason: `${source} was restored` };
  const last = known?.last[bucket] ?? (seen.anywhere ? null : 0);
  if (last === null) return { kind: 'next' };
  if (number <= last) return { kind: 'old' };
  if (previous <= last) return { kind: 'next' };
  const gap = `${previous} of bucket ${bucket} of ${source} is missing after ${last}`;
  return { kind: 'lost', reason: gap };
}

export function withSeen(seen: Seen, { source, bucket, number, epoch }: Origin): Seen {
  const known = seen.sources[source];
  const last = { ...known?.last, [bucket]: number };
  return { ...seen, sources: { ...seen.sources, [source]: { epoch, last } } };
}

export function seenFrom(text: string): Seen {
  return JSON.parse(text) as Seen;
}

/** @param epochs what is known of the sources, when the group begins at the heads */
export function seenNothing(topic: string, anywhere: boolean, epochs: ReadonlyMap<string, number>): Seen {
  const sources = [...epochs].map(([source, epoch]) => [source, { epoch, last: {} }]);
  return { anywhere, topic, sources: Object.fromEntries(sources) };
}
