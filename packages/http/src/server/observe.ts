/** One log line and one measurement per request. Neither holds a path's values, which may be secret. */
import type { Log } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';

export type Observer = (request: FastifyRequest, reply: FastifyReply, service: string) => void;

export function observer(log: Log, metrics: Metrics): Observer {
  const durations = metrics.histogram('fanfare_http_request_duration_seconds', 'Time to answer, by route');
  const requests = metrics.counter('fanfare_http_requests_total', 'Requests answered, by route and status');
  return (request, reply, service) => {
    const route = request.routeOptions.url ?? shownPath(request.raw.url ?? '/');
    const label = request.routeOptions.url ?? 'unknown';
    const { statusCode } = reply;
    durations.observe(reply.elapsedTime / 1000, { service, route: label });
    requests.inc({ service, route: label, method: request.method, status: statusCode });
    const quiet = service === 'shell' && statusCode < 500;
    log[quiet ? 'debug' : 'info'](
      {
        'http.request.method': request.method,
        'http.route': route,
        'http.response.status_code': statusCode,
        'event.duration': Math.round(reply.elapsedTime * 1e6),
        'http.request.id': request.id,
        ...traceField(request),
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
