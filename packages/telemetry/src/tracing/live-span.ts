/** A span while it is open, and what is kept of it until it is sent. */
import { isAppError } from '@fanfare/kernel';
import type { Moment, MomentContext } from '../moment.ts';
import { traceparentOf } from '../traceparent.ts';
import type { OpenSpan, SpanAttributes, SpanKind } from '../tracer.ts';

export interface SpanData {
  readonly name: string;
  readonly kind: SpanKind;
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Null: it begins the trace. */
  readonly parentId: string | null;
  /** ms since 1970, with fractions. */
  readonly start: number;
  end: number;
  attributes: SpanAttributes;
  failed: boolean;
}

interface Owner {
  readonly context: MomentContext;
  now(): number;
  ended(span: LiveSpan): void;
}

/** A class, because there may be many in a request: one object each, and no closures. */
export class LiveSpan implements OpenSpan {
  readonly data: SpanData;
  readonly sampled: boolean;
  readonly traceparent: string;
  readonly #owner: Owner;
  readonly #requestId: string | null;
  #open = true;

  constructor(owner: Owner, data: SpanData, sampled: boolean, requestId: string | null) {
    this.#owner = owner;
    this.data = data;
    this.sampled = sampled;
    this.#requestId = requestId;
    this.traceparent = traceparentOf({ traceId: data.traceId, spanId: data.spanId, sampled });
  }

  set(attributes: SpanAttributes): void {
    this.data.attributes = { ...this.data.attributes, ...attributes };
  }

  run<Result>(work: () => Result): Result {
    const { context } = this.#owner;
    const before = context.getStore();
    const moment: Moment = {
      requestId: this.#requestId ?? before?.requestId ?? null,
      trace: this.traceparent,
      edge: before?.edge ?? true,
      service: this.data.service,
    };
    return context.run(moment, work);
  }

  end({ error, failed }: { error?: unknown; failed?: boolean } = {}): void {
    if (!this.#open) return;
    this.#open = false;
    if (error !== undefined && error !== null) this.set({ 'error.type': errorType(error) });
    this.data.failed = failed ?? isFault(error);
    this.data.end = Math.max(this.#owner.now(), this.data.start);
    this.#owner.ended(this);
  }
}

/** What the client did wrong is no failure of ours. */
function isFault(error: unknown): boolean {
  if (error === undefined || error === null) return false;
  return !isAppError(error) || error.status >= 500;
}

/** The catalogue's code, an engine's code, or the kind of error; never its message, which may quote values. */
function errorType(error: unknown): string {
  if (isAppError(error)) return error.code;
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  if (/^[A-Z0-9_]{2,40}$/.test(code)) return code;
  return /^[A-Za-z]{1,60}$/.test(error.name) ? error.name : 'Error';
}
