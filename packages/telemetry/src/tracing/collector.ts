/** Our spans as OpenTelemetry's exporter takes them, over HTTP to a collector. */
import type { Attributes, HrTime, SpanContext } from '@opentelemetry/api';
import { SpanKind as Kind, SpanStatusCode } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { Resource } from '@opentelemetry/resources';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { SpanData } from './live-span.ts';
import type { Deliver } from './sending.ts';

export interface CollectorOptions {
  /** Without `/v1/traces`. */
  endpoint: string;
  headers: Record<string, string>;
  /** What every span's service shares: version, instance. */
  attributes: Attributes;
}

export interface Collector {
  deliver: Deliver;
  close(): Promise<void>;
}

/** One try, in ms. What fails is tried again by the queue before it. */
const PATIENCE = 2_000;
const kinds = {
  internal: Kind.INTERNAL,
  server: Kind.SERVER,
  client: Kind.CLIENT,
  producer: Kind.PRODUCER,
  consumer: Kind.CONSUMER,
} as const;
const scope = { name: 'fanfare' };

export function collector({ endpoint, headers, attributes }: CollectorOptions): Collector {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: PATIENCE });
  const resources = new Map<string, Resource>();

  /** A process may run several services; each is one of its own for whoever looks. */
  function resourceOf(service: string): Resource {
    let resource = resources.get(service);
    if (resource === undefined) {
      resource = resourceFromAttributes({ ...attributes, 'service.name': service });
      resources.set(service, resource);
    }
    return resource;
  }

  return {
    deliver: (spans) =>
      new Promise((resolve, reject) => {
        exporter.export(
          spans.map((span) => readable(span, resourceOf(span.service))),
          ({ error }) => {
            if (error === undefined) resolve('taken');
            else if (isRefusal(error)) resolve('refused');
            else reject(error);
          },
        );
      }),
    close: () => exporter.shutdown(),
  };
}

/** An HTTP status that says: not these, however often. */
function isRefusal(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'number' && code >= 400 && code < 500;
}

function readable(span: SpanData, resource: Resource): ReadableSpan {
  const context = (spanId: string): SpanContext => ({ traceId: span.traceId, spanId, traceFlags: 1 });
  return {
    name: span.name,
    kind: kinds[span.kind],
    spanContext: () => context(span.spanId),
    ...(span.parentId === null ? {} : { parentSpanContext: context(span.parentId) }),
    startTime: hrTime(span.start),
    endTime: hrTime(span.end),
    duration: hrTime(span.end - span.start),
    status: { code: span.failed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes: span.attributes,
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function hrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1_000);
  return [seconds, Math.round((milliseconds - seconds * 1_000) * 1e6)];
}
