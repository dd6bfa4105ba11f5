/** Sends the heartbeat on, through the log of the streams to every node. */
import type { Handler } from '@fanfare/eventlog';
import { heartbeatRow } from '../domain/rows.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationUnit } from '../store/db.ts';

export function onHeartbeat(stream: StreamWriter): Handler<'heartbeat'> {
  return async ({ data }) =>
    (unit: NotificationUnit) =>
      stream.append(unit, [heartbeatRow(data.node, data.beat)]);
}
