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

/** Spans in all. More are forgotten, the oldest first. */
const MOST_HELD = 8_192;
/** Of one trace. */
const MOST_OF_ONE = 512;
/** Traces that were kept, so that what comes later in them is kept too. */
const MOST_KEPT = 1_024;

export function holding(send: (spans: readonly SpanData[]) => void): Holding {
  /** In the order in which they were last begun. */
  const segments = new Map<string, Segment>();
  const kept = new Set<string>();
  let held = 0;

  function segmentOf(traceId: string): Segment {
    let segment = segments.get(traceId);
    if (segment === undefined) {
      segment = { open: 0, keep: kept.has(traceId), spans: [] };
      segments.set(traceId, segment);
      bound();
    }
    return segment;
  }

  function hold(segment: Segment, span: SpanData): void {
    if (segment.spans.length >= MOST_OF_ONE) return;
    segment.spans.push(span);
    held += 1;
    bound();
  }

  /** Forgets the oldest. One that never ends would otherwise be held for ever, so open ones too. */
  function bound(): void {
    if (held + segments.size <= MOST_HELD) return;
    for (const [traceId, segment] of segments) {
      drop(traceId, segment);
      if (held + segments.size <= MOST_HELD / 2) return;
    }
  }

  function drop(traceId: string, segment: Segment): void {
    segments.delete(traceId);
    held -= segment.spans.length;
  }

  function decide(traceId: string, segment: Segment): void {
    if (segment.open > 0 || !segment.keep) return;
    drop(traceId, segment);
    kept.add(traceId);
    if (kept.size > MOST_KEPT) for (const oldest of [...kept].slice(0, MOST_KEPT / 2)) kept.delete(oldest);
    send(segment.spans);
  }

  return {
    began(traceId) {
      segmentOf(traceId).open += 1;
    },
    kept: (traceId) => kept.has(traceId),
    ended(span, slow) {
      const segment = segmentOf(span.traceId);
      segment.open = Math.max(0, segment.open - 1);
      segment.keep ||= span.failed || slow;
      hold(segment, span);
      decide(span.traceId, segment);
    },
    add(span) {
      const segment = segmentOf(span.traceId);
      segment.keep ||= span.failed;
      hold(segment, span);
      decide(span.traceId, segment);
    },
  };
}
