/** W3C trace context: `00-<trace id>-<span id>-<flags>`, the ids in hexadecimal. */
import { randomFillSync } from 'node:crypto';

export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  /** Somebody before has decided that the trace is sent. */
  readonly sampled: boolean;
}

const form = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);

/** Null: it is none, or says nothing. */
export function readTraceparent(text: string): TraceParent | null {
  const [, traceId, spanId, flags] = form.exec(text) ?? [];
  if (traceId === undefined || spanId === undefined || text.startsWith('ff')) return null;
  if (traceId === NO_TRACE || spanId === NO_SPAN) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags ?? '0', 16) & 1) === 1 };
}

export function traceparentOf({ traceId, spanId, sampled }: TraceParent): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}

export interface Ids {
  trace(): string;
  span(): string;
}

/** Random ids. Bytes are drawn many at a time: one by one they would cost more than the rest of a span. */
export function randomIds(): Ids {
  const pool = Buffer.alloc(4096);
  let at = pool.length;
  function hex(bytes: number): string {
    if (at + bytes > pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    at += bytes;
    return pool.toString('hex', at - bytes, at);
  }
  return { trace: () => hex(16), span: () => hex(8) };
}
