/** Traces to any collector that speaks OTLP over HTTP. Imported only where one is named. */
import type { Log } from '@fanfare/kernel';
import type { Metrics } from '../metrics.ts';
import type { Moment, MomentContext } from '../moment.ts';
import type { TraceParent } from '../traceparent.ts';
import { randomIds, readTraceparent, traceparentOf } from '../traceparent.ts';
import type {
  BeginOptions,
  OpenSpan,
  RecordOptions,
  SpanAttributes,
  SpanOptions,
  Tracer,
} from '../tracer.ts';
import { noTracer } from '../tracer.ts';
import { collector } from './collector.ts';
import { holding } from './holding.ts';
import type { SpanData } from './live-span.ts';
import { LiveSpan } from './live-span.ts';
import { sampler } from './sampling.ts';
import { sending } from './sending.ts';
import { fineClock } from './time.ts';

export interface TracingOptions {
  /** Of the collector, without `/v1/traces`. */
  endpoint: string;
  headers?: Record<string, string>;
  /** Share of all traces, from 0 to 1. */
  rate: number;
  /** In ms: what takes longer is sent in any case. */
  slow: number;
  /** What spans are shown under that no service has. */
  service: string;
  version: string;
  /** Names this process among others of its service. */
  instance: string;
  context: MomentContext;
  metrics: Metrics;
  log: Log;
  /** Between batches, in ms. */
  interval?: number;
  /** ms since 1970; the machine's clock unless said. */
  now?: () => number;
}

export function openTracer(options: TracingOptions): Tracer {
  const { context, log } = options;
  const attributes = { 'service.version': options.version, 'service.instance.id': options.instance };
  const far = collector({ endpoint: options.endpoint, headers: options.headers ?? {}, attributes });
  const counter = options.metrics.counter('fanfare_spans_total', 'Spans sent to the collector, and lost');
  const counters = { sent: counter.of({ result: 'sent' }), lost: counter.of({ result: 'lost' }) };
  const queue = sending({
    ...{ deliver: far.deliver, log, counted: (result, spans) => counters[result].inc(spans) },
    aside: (work) => context.run(nobody, work),
    ...(options.interval === undefined ? {} : { interval: options.interval }),
  });
  const held = holding(queue.add);
  const drawn = sampler(options.rate);
  const ids = randomIds();
  const now = options.now ?? fineClock();
  const owner = { context, now, ended };
  /** Most spans hang below the same one as the span before them. */
  let last: { text: string; parent: TraceParent | null } = { text: '', parent: null };

  function ended(span: LiveSpan): void {
    const { data, sampled } = span;
    if (sampled) queue.add([data]);
    else held.ended(data, isWork(data) && data.end - data.start >= options.slow);
  }

  /** Undefined: there is nothing that it could belong under, and it was not told to begin a trace. */
  function parentOf({ parent }: SpanOptions): TraceParent | null | undefined {
    if (parent === null) return null;
    const text = parent ?? context.getStore()?.trace ?? null;
    if (text === null) return undefined;
    if (text !== last.text) last = { text, parent: readTraceparent(text) };
    return last.parent;
  }

  /** Members written out: there are dozens of these in a request. */
  function dataOf(
    name: string,
    of: SpanOptions,
    parent: TraceParent | null,
    ids: { traceId: string; spanId: string; start: number },
  ): SpanData {
    return {
      name,
      kind: of.kind ?? 'internal',
      service: of.service ?? context.getStore()?.service ?? options.service,
      traceId: ids.traceId,
      spanId: ids.spanId,
      parentId: parent === null ? null : parent.spanId,
      start: ids.start,
      end: ids.start,
      attributes: of.attributes ?? noAttributes,
      failed: false,
    };
  }

  function isSampled(traceId: string, parent: TraceParent | null): boolean {
    return parent?.sampled === true || drawn(traceId) || held.kept(traceId);
  }

  function begin(name: string, begun: BeginOptions): OpenSpan {
    const parent = parentOf(begun);
    if (parent === undefined) return noTracer.begin(name, begun);
    const traceId = parent?.traceId ?? begun.traceId ?? ids.trace();
    const sampled = isSampled(traceId, parent);
    const data = dataOf(name, begun, parent, { traceId, spanId: ids.span(), start: now() });
    if (!sampled) held.began(traceId);
    return new LiveSpan(owner, data, sampled, begun.requestId ?? null);
  }

  function record(name: string, recorded: RecordOptions): string | null {
    const parent = parentOf(recorded);
    if (parent === undefined) return null;
    const own = recorded.id === undefined ? null : readTraceparent(recorded.id);
    const traceId = own?.traceId ?? parent?.traceId ?? ids.trace();
    const sampled = isSampled(traceId, parent);
    const spanId = own?.spanId ?? ids.span();
    const data = dataOf(name, recorded, parent, {
      traceId,
      spanId,
      start: Math.min(recorded.start, recorded.end),
    });
    data.end = recorded.end;
    data.failed = recorded.failed ?? false;
    if (sampled) queue.add([data]);
    else held.add(data);
    return traceparentOf({ traceId, spanId, sampled });
  }

  return {
    collects: true,
    span(name, spanned, work) {
      const span = begin(name, spanned);
      return span.run(() => within(span, work));
    },
    begin,
    record,
    current: () => context.getStore()?.trace ?? null,
    now,
    async close() {
      await queue.close();
      await far.close();
    },
  };
}

const noAttributes: SpanAttributes = {};
/** Outside of whatever runs now. */
const nobody = undefined as unknown as Moment;

/** A request or an event: what it waits for meanwhile counts in it. */
function isWork({ kind }: SpanData): boolean {
  return kind === 'server' || kind === 'consumer';
}

/** Ends the span when the work does, now or later. */
function within<Result>(span: OpenSpan, work: (span: OpenSpan) => Result): Result {
  let result: Result;
  try {
    result = work(span);
  } catch (error) {
    span.end({ error });
    throw error;
  }
  if (!(result instanceof Promise)) {
    span.end();
    return result;
  }
  return result.then(
    (value) => {
      span.end();
      return value;
    },
    (error: unknown) => {
      span.end({ error: error ?? new Error('rejected without a reason') });
      throw error;
    },
  ) as Result;
}
