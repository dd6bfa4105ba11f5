/** Which trace a request belongs to, and its span. A request that names none gets one: every log line has an id to be found by. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Moment, OpenSpan, Tracer } from '@fanfare/telemetry';
import { randomIds } from '@fanfare/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isInternalKey, KEY_HEADER } from './admission.ts';
import type { HttpServerOptions, ServedRoute } from './options.ts';
import { outcomeOf } from './outcome.ts';
import { traceOf } from './request-id.ts';
import { trustedPeers } from './trusted.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null: it was refused before anybody looked at it. */
    arrival: Arrival | null;
  }
}

export interface Arrival {
  readonly moment: Moment;
  /** Null: nobody collects spans, or none of this route. */
  readonly span: OpenSpan | null;
  /** The gateway's span, which it cannot send by itself. */
  readonly gateway: { traceparent: string; start: number } | null;
}

export interface Arrivals {
  begin(request: FastifyRequest, route: ServedRoute | undefined): Arrival;
  /** When the answer is on its way, or the client has gone; again does nothing. */
  end(request: FastifyRequest, reply: FastifyReply): void;
}

/** When the gateway had the request: its clock, in seconds, when it passed it on, and how long it had had it by then. */
export const ARRIVED_HEADER = 'x-fanfare-arrived';
/** In ms. What took longer is the difference of two clocks. */
const MOST_AT_GATEWAY = 120_000;

export type ArrivalNeeds = Pick<HttpServerOptions, 'tracer' | 'trustedProxies' | 'internalKey'>;

/** @param local connections over the unix socket */
export function arrivals(options: ArrivalNeeds, local: WeakSet<Socket>): Arrivals {
  const { tracer, internalKey } = options;
  const trusts = trustedPeers(options.trustedProxies);
  const ids = randomIds();

  /** Of a visitor the ids are taken, never the wish that spans be sent. */
  function incomingOf(request: FastifyRequest, internal: boolean): string | null {
    const given = traceOf(request.raw);
    if (given === null || (internal && isOurs(request))) return given;
    return trusts(request.raw.socket) ? `${given.slice(0, 53)}00` : null;
  }

  /** Another process of ours: nobody has looked at its key yet. */
  function isOurs({ raw, headers }: FastifyRequest): boolean {
    return local.has(raw.socket) || isInternalKey(headers[KEY_HEADER], internalKey);
  }

  return {
    begin(request, route) {
      const internal = route?.kind === 'internal';
      const incoming = incomingOf(request, internal);
      // A name that somebody chose is no id of a trace: ids decide what is drawn.
      const chosen = request.headers['x-request-id'] === request.id;
      const traceId = incoming?.slice(3, 35) ?? (chosen ? ids.trace() : request.id.replaceAll('-', ''));
      const service = route?.service;
      const span = tracer === undefined ? null : spanOf(tracer, route, incoming, traceId);
      const trace = span?.traceparent ?? incoming ?? `00-${traceId}-${traceId.slice(0, 16)}-00`;
      return {
        moment: { requestId: request.id, trace, edge: !internal, service },
        span,
        gateway: span === null || internal || incoming === null ? null : gatewayOf(request.raw, incoming),
      };
    },
    end(request, reply) {
      const { arrival, failure, method } = request;
      if (arrival === null || arrival.span === null) return;
      const { span, gateway, moment } = arrival;
      request.arrival = { moment, span: null, gateway: null };
      const outcome = outcomeOf(request, reply);
      const status = { 'http.response.status_code': outcome.status };
      const failed = outcome.status >= 500;
      if (gateway !== null) {
        const attributes = { 'http.request.method': method, ...status };
        const times = { start: gateway.start, end: Date.now(), failed };
        const at = { kind: 'server', service: 'gateway', parent: null, id: gateway.traceparent } as const;
        tracer?.record(method, { ...at, ...times, attributes });
      }
      span.set(outcome.left ? { ...status, 'fanfare.client_left': true } : status);
      span.end({ error: failure, failed });
    },
  };
}

/** What only looks whether the process lives has none, nor has what is nobody's. */
function spanOf(
  tracer: Tracer,
  route: ServedRoute | undefined,
  parent: string | null,
  traceId: string,
): OpenSpan | null {
  if (route === undefined || route.service === 'shell') return null;
  const { method, path, service } = route;
  const attributes = { 'http.request.method': method, 'http.route': path };
  return tracer.begin(`${method} ${path}`, { kind: 'server', parent, traceId, service, attributes });
}

function gatewayOf({ headers }: IncomingMessage, traceparent: string): Arrival['gateway'] {
  const [, passedOn, had] = /^(\d{10}\.\d{3}) (\d{1,6}\.\d{3})$/.exec(String(headers[ARRIVED_HEADER])) ?? [];
  const start = (Number(passedOn) - Number(had)) * 1_000;
  const ago = Date.now() - start;
  return ago >= 0 && ago <= MOST_AT_GATEWAY ? { traceparent, start } : null;
}
