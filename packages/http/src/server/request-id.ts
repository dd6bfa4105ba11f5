import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readTraceparent } from '@fanfare/telemetry';

/** The sender's X-Request-Id where it is a plain name, else a new one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{7,127}$/.test(given) ? given : randomUUID();
}

/** The W3C traceparent of a request, or null when it has none that is well formed. */
export function traceOf(request: Pick<IncomingMessage, 'headers'>): string | null {
  const parent = request.headers.traceparent;
  return typeof parent === 'string' && readTraceparent(parent) !== null ? parent : null;
}
