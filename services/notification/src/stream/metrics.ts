/** Open streams in numbers: who listens, what was sent, who was cut off and who came back. */
import { timeOf } from '@fanfare/kernel';
import type { BoundCounter, Metrics } from '@fanfare/telemetry';
import { deliveryTimes } from '@fanfare/telemetry';
import type { StreamRow } from '../domain/match.ts';
import type { StreamEvent } from '../domain/rows.ts';
import type { CloseReason, Outlet } from './outlet.ts';
import type { Session } from './session.ts';

export interface StreamMetrics {
  sent(event: string): void;
  /** The first frame of a post that this node has sent. */
  arrived(row: StreamRow, now: number): void;
  cut(reason: CloseReason): void;
  readonly resumed: BoundCounter;
  /** Whoever came back had missed too much. */
  readonly resynced: BoundCounter;
}

const transports: Record<Outlet['kind'], string> = { socket: 'websocket', sse: 'sse' };
const reasons: Record<CloseReason, string> = { restart: 'drain', revoked: 'revoked', slow: 'slow' };
const events: readonly StreamEvent[] = ['update', 'status.update', 'delete', 'notification', 'resync'];

/** @param sessions asked when somebody looks */
export function streamMetrics(metrics: Metrics, sessions: () => Iterable<Session>): StreamMetrics {
  metrics.observe('fanfare_stream_sockets', 'Open streams, by how they are carried', () => {
    const open = { socket: 0, sse: 0 };
    for (const { outlet } of sessions()) open[outlet.kind] += 1;
    return Object.entries(open).map(([kind, value]) => ({
      labels: { transport: transports[kind as Outlet['kind']] },
      value,
    }));
  });
  const frames = metrics.counter('fanfare_stream_frames_total', 'Frames sent to open streams, by event');
  const sent = new Map<string, BoundCounter>(events.map((event) => [event, frames.of({ event })]));
  const cuts = metrics.counter('fanfare_stream_cut_total', 'Streams that were cut off, by why');
  const cut = {
    restart: cuts.of({ reason: reasons.restart }),
    revoked: cuts.of({ reason: reasons.revoked }),
    slow: cuts.of({ reason: reasons.slow }),
  };
  const resumes = metrics.counter(
    'fanfare_stream_resumes_total',
    'Streams that went on from a frame they named: with what came since, or told to load anew',
  );
  const toSocket = deliveryTimes(metrics, 'socket');
  return {
    sent: (event) => sent.get(event)?.inc(),
    arrived({ event, statusId, data }, now) {
      if (event !== 'update' || statusId === null) return;
      toSocket(data.approved === true ? 'approved' : 'posted', timeOf(statusId), now, data.trace ?? null);
    },
    cut: (reason) => cut[reason].inc(),
    resumed: resumes.of({ result: 'resumed' }),
    resynced: resumes.of({ result: 'resync' }),
  };
}
