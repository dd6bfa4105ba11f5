/** Spans, as OpenTelemetry means them. Nothing of that library is loaded unless spans are wanted. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** Never a text of a person's, a token, an address of a person, or an id of one. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  /** internal, unless said. */
  readonly kind?: SpanKind;
  /** W3C traceparent it belongs under; unset: under what runs now. null: begins a trace. */
  readonly parent?: string | null;
  readonly attributes?: SpanAttributes;
  /** Which service it is shown under, where a process runs several; the process's name unless said. */
  readonly service?: string;
}

export interface Span {
  /** W3C traceparent of this span: what those it calls belong under. */
  readonly traceparent: string | null;
  set(attributes: SpanAttributes): void;
}

export interface Tracer {
  /** Runs `work` within a span, which ends with it; what it throws marks the span as failed. */
  span<Result>(name: string, options: SpanOptions, work: (span: Span) => Result): Result;
  /** A span of something that is over: ms since 1970. @returns its traceparent */
  record(
    name: string,
    options: SpanOptions & { start: number; end: number; failed?: boolean },
  ): string | null;
  /** W3C traceparent of what runs now. */
  current(): string | null;
  /** Sends what waits. */
  close(): Promise<void>;
}

const noSpan: Span = { traceparent: null, set() {} };

/** Where nobody wants to know. */
export const noTracer: Tracer = {
  span: (_name, _options, work) => work(noSpan),
  record: () => null,
  current: () => null,
  close: async () => {},
};
