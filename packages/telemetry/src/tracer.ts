/** Spans, as OpenTelemetry means them. Nothing of that library is loaded unless spans are wanted. */
import type { MomentContext } from './moment.ts';

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** Never a text of a person's, a token, an address of a person, or an id of one. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  /** internal, unless said. */
  readonly kind?: SpanKind;
  /**
   * W3C traceparent it belongs under; unset: under what runs now, and where nothing runs that is traced there is no span
   * (what a process does by itself would be all that one sees). null: begins a trace.
   */
  readonly parent?: string | null;
  readonly attributes?: SpanAttributes;
  /** Which service it is shown under, where a process runs several; that of its parent, else the process's name. */
  readonly service?: string;
}

export interface BeginOptions extends SpanOptions {
  /** Of the trace that it begins; a new one unless said. */
  readonly traceId?: string;
  /** Of the request, or of the event, that is worked on from here on. */
  readonly requestId?: string;
}

export interface RecordOptions extends SpanOptions {
  /** ms since 1970. */
  readonly start: number;
  readonly end: number;
  readonly failed?: boolean;
  /** W3C traceparent that others have put their spans under already: its ids are this span's. */
  readonly id?: string;
}

export interface Span {
  /** W3C traceparent of this span: what those it calls belong under. */
  readonly traceparent: string | null;
  set(attributes: SpanAttributes): void;
}

/** A span that is over when somebody says so. */
export interface OpenSpan extends Span {
  /** What `work` does and awaits belongs to it. */
  run<Result>(work: () => Result): Result;
  /** Counts once. @param outcome `error`: why it did not succeed; `failed`: it is somebody's fault here */
  end(outcome?: { error?: unknown; failed?: boolean }): void;
}

export interface Tracer {
  /** False: spans go nowhere, so nothing need be made for them. */
  readonly collects: boolean;
  /** Runs `work` within a span, which ends with it; what it throws marks the span as failed. */
  span<Result>(name: string, options: SpanOptions, work: (span: Span) => Result): Result;
  /** A span of something that is over: ms since 1970. @returns its traceparent */
  record(name: string, options: RecordOptions): string | null;
  /** A span that cannot end with a function: a request, an event that is stored together with others. */
  begin(name: string, options: BeginOptions): OpenSpan;
  /** W3C traceparent of what runs now. */
  current(): string | null;
  /** ms since 1970, with fractions: the clock of all its spans. */
  now(): number;
  /** Sends what waits. */
  close(): Promise<void>;
}

/** Of what belongs to no trace. */
export const noSpan: OpenSpan = { traceparent: null, set() {}, run: (work) => work(), end() {} };

/** Where nobody wants to know. */
export const noTracer: Tracer = {
  collects: false,
  span: (_name, _options, work) => work(noSpan),
  record: () => null,
  begin: () => noSpan,
  current: () => null,
  now: Date.now,
  close: async () => {},
};

/** No spans: only which trace something belongs to travels on, so that the log lines of all services have one id. */
export function idsOnly(context: MomentContext): Tracer {
  return {
    ...noTracer,
    begin(_name, { parent, requestId = null, service }) {
      if (parent === undefined || parent === null) return noSpan;
      const moment = { requestId, trace: parent, edge: true, service };
      return { ...noSpan, traceparent: parent, run: (work) => context.run(moment, work) };
    },
    current: () => context.getStore()?.trace ?? null,
  };
}
