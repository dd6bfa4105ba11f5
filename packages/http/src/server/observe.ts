/**
 * One log line and one measurement per request; why a request failed stands in that line. Neither holds a path's values,
 * which may be secret.
 */
import type { Log } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureFields } from './failure-fields.ts';
import { httpMetrics } from './http-metrics.ts';

export interface Observer {
  begun(reply: FastifyReply): void;
  answered(request: FastifyRequest, reply: FastifyReply, service: string): void;
}

export function observer(log: Log, metrics: Metrics): Observer {
  const counted = httpMetrics(metrics);
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

  function answered(request: FastifyRequest, reply: FastifyReply, service: string): void {
    const route = request.routeOptions.url ?? shownPath(request.raw.url ?? '/');
    const { statusCode } = reply;
    const { failure } = request;
    // An answer leaves outside of the request's own context.
    const trace = request.arrival?.moment.trace ?? null;
    counted.answered({
      ...{ service, route: request.routeOptions.url, method: request.method, status: statusCode },
      ...{ seconds: reply.elapsedTime / 1000, code: failure?.code ?? null, trace },
    });
    const quiet = service === 'shell' && statusCode < 500;
    const loud = failure?.level === 'warn' || failure?.level === 'error' ? failure.level : null;
    logOf(service)[loud ?? (quiet ? 'debug' : 'info')](
      {
        'http.request.method': request.method,
        'http.route': route,
        'http.response.status_code': statusCode,
        'event.duration': Math.round(reply.elapsedTime * 1e6),
        'http.request.id': request.id,
        ...traceField(trace, request.arrival?.span ?? null),
        ...(failure === null ? {} : failureFields(failure)),
      },
      `${request.method} ${route} ${statusCode}`,
    );
  }

  return { begun: (reply) => counted.begun(reply.raw), answered };
}

function traceField(trace: string | null, span: object | null): object {
  if (trace === null) return {};
  const id = { 'trace.id': trace.slice(3, 35) };
  return span === null ? id : { ...id, 'span.id': trace.slice(36, 52) };
}

/** An unknown path with everything that is not a plain word replaced. */
function shownPath(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  const words = path.split('/').slice(0, 8);
  return words
    .map((word) => (word === '' || /^([a-z][a-z_.-]{0,31}|v[0-9])$/.test(word) ? word : ':x'))
    .join('/');
}
