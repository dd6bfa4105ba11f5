/**
 * Spans of traces that were not drawn: held while something of the trace is open in this process, and for a little while
 * after. They are sent all the same if something in them failed, or took long.
 */
import type { SpanData } from './live-span.ts';

export interface Holding {
  began(traceId: string): void;
  /** It was sent for what happened in it, so that what comes later is sent at once. */
  kept(traceId: string): boolean;
  /** A span has ended; the last one that was open decides. @param slow it took so long that the trace is kept */
  ended(span: SpanData, slow: boolean): void;
  /** A span that was never open. */
  add(span: SpanData): void;
}

interface Segment {
  open: number;
  keep: boolean;
  readonly spans: SpanData[];
}

/** Spans in all. More are forgotten: of what is open nothing, before the second bound. */
const MOST_HELD = 8_192;
const MOST_OPEN = 2 * MOST_HELD;
/** Of one trace. */
const MOST_OF_ONE = 512;
/** Traces that were kept, so that what comes later in them is kept too. */
const MOST_KEPT = 1_024;

export function holding(send: (spans: readonly SpanData[]) => void): Holding {
  /** Of which something runs, in the order in which they were begun. */
  const open = new Map<string, Segment>();
  /** Of which nothing runs, in the order in which they came to rest. */
  const resting = new Map<string, Segment>();
  const kept = new Set<string>();
  let held = 0;

  function segmentOf(traceId: string): Segment {
    let segment = open.get(traceId) ?? resting.get(traceId);
    if (segment === undefined) {
      segment = { open: 0, keep: kept.has(traceId), spans: [] };
      resting.set(traceId, segment);
    }
    return segment;
  }

  function hold(segment: Segment, span: SpanData): void {
    if (segment.spans.length >= MOST_OF_ONE) return;
    segment.spans.push(span);
    held += 1;
  }

  const size = () => held + open.size + resting.size;

  /** What runs for long is what traces are kept for. But one that never ends would be held for ever. */
  function bound(): void {
    if (size() <= MOST_HELD) return;
    forget(resting, MOST_HELD / 2);
    if (size() > MOST_OPEN) forget(open, MOST_HELD);
  }

  function forget(segments: Map<string, Segment>, most: number): void {
    for (const [traceId, segment] of segments) {
      drop(segments, traceId, segment);
      if (size() <= most) return;
    }
  }

  function drop(segments: Map<string, Segment>, traceId: string, segment: Segment): void {
    if (segments.delete(traceId)) held -= segment.spans.length;
  }

  function decide(traceId: string, segment: Segment): void {
    if (segment.open > 0 || !segment.keep) return;
    drop(resting, traceId, segment);
    kept.add(traceId);
    if (kept.size > MOST_KEPT) for (const oldest of [...kept].slice(0, MOST_KEPT / 2)) kept.delete(oldest);
    send(segment.spans);
  }

  return {
    began(traceId) {
      const segment = segmentOf(traceId);
      segment.open += 1;
      if (resting.delete(traceId)) open.set(traceId, segment);
      bound();
    },
    kept: (traceId) => kept.has(traceId),
    ended(span, slow) {
      const segment = segmentOf(span.traceId);
      segment.open = Math.max(0, segment.open - 1);
      if (segment.open === 0 && open.delete(span.traceId)) resting.set(span.traceId, segment);
      segment.keep ||= span.failed || slow;
      hold(segment, span);
      decide(span.traceId, segment);
      bound();
    },
    add(span) {
      const segment = segmentOf(span.traceId);
      segment.keep ||= span.failed;
      hold(segment, span);
      decide(span.traceId, segment);
      bound();
    },
  };
}
