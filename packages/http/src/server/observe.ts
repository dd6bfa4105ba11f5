/**
 * One log line and one measurement per request; why a request failed stands in that line. Neither holds a path's values,
 * which may be secret.
 */
import type { Log } from '@fanfare/kernel';
import type { BoundCounter, BoundHistogram, Metrics } from '@fanfare/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureFields } from './failure-fields.ts';

interface Meter {
  duration: BoundHistogram;
  count: BoundCounter;
}

export type Observer = (request: FastifyRequest, reply: FastifyReply, service: string) => void;

export function observer(log: Log, metrics: Metrics): Observer {
  const durations = metrics.histogram('fanfare_http_request_duration_seconds', 'Time to answer, by route');
  const requests = metrics.counter('fanfare_http_requests_total', 'Requests answered, by route and status');
  const meters = new Map<string, Meter>();
  const logs = new Map<string, Log>();

  /** Of requests that no service answers: the process's own. */
  function logOf(service: string): Log {
    let own = logs.get(service);
    if (own === undefined) {
      own = service === 'shell' ? log : log.child({ 'service.name': service });
      logs.set(service, own);
    }
    return own;
  }

  /** Bounded by the route table: unknown paths are one label. */
  function meterOf(service: string, route: string, method: string, status: number): Meter {
    const key = `${method} ${route} ${status}`;
    let meter = meters.get(key);
    if (meter === undefined) {
      meter = {
        duration: durations.of({ service, route }),
        count: requests.of({ service, route, method, status }),
      };
      meters.set(key, meter);
    }
    return meter;
  }

  return (request, reply, service) => {
    const route = request.routeOptions.url ?? shownPath(request.raw.url ?? '/');
    const label = request.routeOptions.url ?? 'unknown';
    const { statusCode } = reply;
    const meter = meterOf(service, label, request.method, statusCode);
    meter.duration.observe(reply.elapsedTime / 1000);
    meter.count.inc();
    const { failure } = request;
    const quiet = service === 'shell' && statusCode < 500;
    const loud = failure?.level === 'warn' || failure?.level === 'error' ? failure.level : null;
    logOf(service)[loud ?? (quiet ? 'debug' : 'info')](
      {
        'http.request.method': request.method,
        'http.route': route,
        'http.response.status_code': statusCode,
        'event.duration': Math.round(reply.elapsedTime * 1e6),
        'http.request.id': request.id,
        ...traceField(request),
        ...(failure === null ? {} : failureFields(failure)),
      },
      `${request.method} ${route} ${statusCode}`,
    );
  };
}

function traceField(request: FastifyRequest): object {
  const parent = request.headers.traceparent;
  return typeof parent === 'string' && parent.length === 55 ? { 'trace.id': parent.slice(3, 35) } : {};
}

/** An unknown path with everything that is not a plain word replaced. */
function shownPath(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  const words = path.split('/').slice(0, 8);
  return words
    .map((word) => (word === '' || /^([a-z][a-z_.-]{0,31}|v[0-9])$/.test(word) ? word : ':x'))
    .join('/');
}
