/**
 * One log line and one measurement per request; why a request failed stands in that line. Neither holds a path's values,
 * which may be secret.
 */
import type { AppError, Log } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Arrival } from './arrivals.ts';
import { failureFields } from './failure-fields.ts';
import { httpMetrics } from './http-metrics.ts';
import type { ServedRoute } from './options.ts';
import { GIVEN_UP, outcomeOf } from './outcome.ts';

export interface Observer {
  begun(reply: FastifyReply): void;
  /** Once, when its connection is through with it, answered or not. */
  over(request: FastifyRequest, reply: FastifyReply, service: string): void;
  /** What failed when the request was over already has a line of its own. Otherwise does nothing. */
  late(request: FastifyRequest, reply: FastifyReply, service: string): void;
}

export function observer(log: Log, metrics: Metrics, routes: readonly ServedRoute[]): Observer {
  const counted = httpMetrics(metrics, routes);
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

  function over(request: FastifyRequest, reply: FastifyReply, service: string): void {
    const route = routeShown(request);
    const { status, left, took } = outcomeOf(request, reply);
    const { failure, method, arrival } = request;
    counted.answered({
      ...{ service, route: request.routeOptions.url, method, status },
      ...{ seconds: took / 1000, code: failure?.code ?? null },
      // Where there is no span that took so long, there is nothing to be led to.
      trace: arrival === null || arrival.span === null ? null : arrival.moment.trace,
    });
    const quiet = service === 'shell' && status < 500;
    const usual = status === GIVEN_UP ? 'warn' : quiet ? 'debug' : 'info';
    logOf(service)[loudness(failure) ?? usual](
      {
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': status,
        'event.duration': Math.round(took * 1e6),
        'http.request.id': request.id,
        ...(left ? { client_left: true } : {}),
        ...traceFields(arrival),
        ...(failure === null ? {} : failureFields(failure)),
      },
      `${method} ${route} ${status}`,
    );
  }

  function late(request: FastifyRequest, reply: FastifyReply, service: string): void {
    const { failure, method, arrival } = request;
    const level = loudness(failure);
    if (failure === null || level === null || !reply.raw.closed) return;
    const route = routeShown(request);
    logOf(service)[level](
      {
        'http.request.method': method,
        'http.route': route,
        'http.request.id': request.id,
        ...traceFields(arrival),
        ...failureFields(failure),
      },
      `${method} ${route} failed when its client had left`,
    );
  }

  return { begun: (reply) => counted.begun(reply.raw), over, late };
}

function loudness(failure: AppError | null): 'warn' | 'error' | null {
  return failure?.level === 'warn' || failure?.level === 'error' ? failure.level : null;
}

/** Said here: an answer leaves outside of the request's own context. */
function traceFields(arrival: Arrival | null): object {
  const trace = arrival?.moment.trace ?? null;
  if (arrival === null || trace === null) return {};
  const id = { 'trace.id': trace.slice(3, 35) };
  return arrival.span === null ? id : { ...id, 'span.id': trace.slice(36, 52) };
}

function routeShown({ routeOptions, raw }: FastifyRequest): string {
  return routeOptions.url ?? shownPath(raw.url ?? '/');
}

/** An unknown path with everything that is not a plain word replaced. */
function shownPath(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  const words = path.split('/').slice(0, 8);
  return words
    .map((word) => (word === '' || /^([a-z][a-z_.-]{0,31}|v[0-9])$/.test(word) ? word : ':x'))
    .join('/');
}
