/** Requests as Prometheus sees them: by route, never by path, and refusals by the code of the catalogue. */
import type { ServerResponse } from 'node:http';
import type { ErrorCode } from '@fanfare/kernel';
import { errorCatalogue } from '@fanfare/kernel';
import type { BoundCounter, BoundHistogram, Metrics } from '@fanfare/telemetry';
import type { ServedRoute } from './options.ts';
import { GIVEN_UP } from './outcome.ts';

export interface HttpMetrics {
  /** The request counts as open until its connection is through with it. */
  begun(response: ServerResponse): void;
  answered(request: AnsweredRequest): void;
}

export interface AnsweredRequest {
  service: string;
  /** As in the route table; undefined: there is no such route. */
  route: string | undefined;
  method: string;
  status: number;
  seconds: number;
  /** Why it was refused or failed. */
  code: ErrorCode | null;
  /** W3C traceparent of its span; undefined: that of what runs now. */
  trace?: string | null;
}

interface Meter {
  duration: BoundHistogram;
  counts: Map<number, BoundCounter>;
}

/** What nobody has declared is one route. */
const UNKNOWN = 'unknown';

/** What counts as failed. */
const failures = new Set<number>(
  [...Object.values(errorCatalogue).map(({ status }) => status), GIVEN_UP].filter((status) => status >= 500),
);

/** @param routes whose failures are there with 0 before the first, unless other services alone ask them */
export function httpMetrics(metrics: Metrics, routes: readonly ServedRoute[]): HttpMetrics {
  const durations = metrics.histogram(
    'fanfare_http_request_duration_seconds',
    'Time to answer, by route and method',
    { exemplars: 'slow' },
  );
  const requests = metrics.counter(
    'fanfare_http_requests_total',
    'Requests answered, by route, method and status',
  );
  // Prometheus counts how much a series rises, not what it begins with: the first failures must find one.
  for (const { kind, service, path: route, method } of routes)
    if (kind !== 'internal') for (const status of failures) requests.of({ service, route, method, status });
  const open = metrics
    .gauge('fanfare_http_requests_in_flight', 'Requests that are being answered, open event streams included')
    .of({});
  const refusals = metrics.counter(
    'fanfare_http_refusals_total',
    'Requests that were refused or failed, by the code of the error catalogue',
  );
  const codes = Object.keys(errorCatalogue) as ErrorCode[];
  const refused = new Map(codes.map((code) => [code, refusals.of({ code })]));
  const meters = new Map<string, Map<string, Meter>>();
  const ended = () => open.add(-1);

  function meterOf({ service, route = UNKNOWN, method }: AnsweredRequest): Meter {
    let byMethod = meters.get(route);
    if (byMethod === undefined) {
      byMethod = new Map();
      meters.set(route, byMethod);
    }
    let meter = byMethod.get(method);
    if (meter === undefined) {
      meter = { duration: durations.of({ service, route, method }), counts: new Map() };
      byMethod.set(method, meter);
    }
    return meter;
  }

  return {
    begun(response) {
      open.add(1);
      response.on('close', ended);
    },
    answered(request) {
      const meter = meterOf(request);
      meter.duration.observe(request.seconds, request.trace);
      const { service, route = UNKNOWN, method, status } = request;
      let count = meter.counts.get(status);
      if (count === undefined) {
        count = requests.of({ service, route, method, status });
        meter.counts.set(status, count);
      }
      count.inc();
      if (request.code !== null) refused.get(request.code)?.inc();
    },
  };
}
