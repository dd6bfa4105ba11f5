/** A collector in the test's process: takes spans as OTLP/HTTP has them, and shows them as tests look at spans. */
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StoredSpan } from './jaeger.ts';

export interface SentSpan extends StoredSpan {
  readonly traceId: string;
  readonly failed: boolean;
}

export interface SpanCollector {
  /** What OTEL_EXPORTER_OTLP_ENDPOINT is to be. */
  readonly url: string;
  /** All that came. */
  readonly spans: readonly SentSpan[];
  /** The bodies as they came. */
  readonly texts: readonly string[];
  /** Resolves once what came has what is asked for. */
  until(whole: (spans: readonly SentSpan[]) => boolean): Promise<void>;
  close(): void;
}

interface Attribute {
  key: string;
  value: Record<string, unknown>;
}

interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  status: { code?: number };
}

interface Body {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[];
}

const kinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const FAILED = 2;

export async function spanCollector(): Promise<SpanCollector> {
  const spans: SentSpan[] = [];
  const texts: string[] = [];
  let wake = () => {};
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    response.end('{}');
    texts.push(text);
    spans.push(...read(JSON.parse(text) as Body));
    wake();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    texts,
    async until(whole) {
      while (!whole(spans)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

function read({ resourceSpans }: Body): SentSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(valuesOf(resource.attributes)['service.name']);
    return scopeSpans
      .flatMap((one) => one.spans)
      .map((span) => ({
        service,
        traceId: span.traceId,
        id: span.spanId,
        parent: span.parentSpanId === undefined || span.parentSpanId === '' ? null : span.parentSpanId,
        name: span.name,
        kind: kinds[span.kind] ?? '',
        attributes: valuesOf(span.attributes),
        failed: span.status.code === FAILED,
        start: Number(span.startTimeUnixNano) / 1e6,
        end: Number(span.endTimeUnixNano) / 1e6,
      }));
  });
}

function valuesOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
