/** Spans go to a collector where one is named; without, only which trace something belongs to travels along. */
import { hostname } from 'node:os';
import type { Log, ServiceName } from '@fanfare/kernel';
import { StartError, VERSION } from '@fanfare/kernel';
import type { Metrics, MomentContext, Tracer } from '@fanfare/telemetry';
import { idsOnly } from '@fanfare/telemetry';
import type { AllValues } from './services.ts';

/** @throws StartError for headers that are none */
export async function openTracing(
  values: AllValues,
  chosen: readonly ServiceName[],
  parts: { context: MomentContext; log: Log; metrics: Metrics },
): Promise<Tracer> {
  const endpoint = values.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === null) return idsOnly(parts.context);
  const { openTracer } = await import('@fanfare/telemetry/tracing');
  const [only, ...others] = chosen;
  return openTracer({
    ...parts,
    endpoint,
    headers: headersOf(values.OTEL_EXPORTER_OTLP_HEADERS),
    rate: values.OTEL_TRACES_SAMPLER_ARG,
    slow: values.FANFARE_TRACES_SLOW,
    service: only !== undefined && others.length === 0 ? only : 'fanfare',
    version: VERSION,
    instance: `${hostname()}-${process.pid}`,
  });
}

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry has it. */
function headersOf(text: string | null): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of (text ?? '').split(',').filter((part) => part.trim() !== '')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals < 1 || !/^[A-Za-z0-9-]+$/.test(name)) {
      throw new StartError(
        'OTEL_EXPORTER_OTLP_HEADERS must be name=value, or several with commas between them.',
      );
    }
    const value = pair.slice(equals + 1).trim();
    try {
      headers[name] = decodeURIComponent(value);
    } catch {
      // Not percent-encoded after all: the text itself is the value.
      headers[name] = value;
    }
  }
  return headers;
}
