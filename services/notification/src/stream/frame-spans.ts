/** The last hop of a trace: a frame on its way to whoever listens here. */
import type { Tracer } from '@fanfare/telemetry';
import type { StreamRow } from '../domain/match.ts';

/** One for a row and node: a post may go to thousands at once. @param sockets so many were sent it */
export function recordFrame(tracer: Tracer, { event, data, at }: StreamRow, sockets: number): void {
  if (data.trace === undefined || !tracer.collects) return;
  tracer.record(`frame ${event}`, {
    kind: 'producer',
    service: 'notification',
    parent: data.trace,
    attributes: { 'fanfare.event': event, 'fanfare.sockets': sockets },
    start: at,
    end: Date.now(),
  });
}
