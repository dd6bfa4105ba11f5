/** A post is gone, or a boost was undone: streams of those who could see it, and whatever told of it. */
import type { Handler } from '@fanfare/eventlog';
import { statusRow } from '../domain/rows.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import { noteUnboost } from '../store/boosts.ts';
import type { NotificationUnit } from '../store/db.ts';
import { dismissOfStatus } from '../store/undone.ts';

export function onStatusDeleted(stream: StreamWriter): Handler<'status.deleted'> {
  return async ({ data }) =>
    async (unit: NotificationUnit) => {
      await dismissOfStatus(unit, data.status_id);
      if (data.reblog_of_id !== null) {
        const boost = { boost_id: data.status_id, status_id: data.reblog_of_id, account_id: data.account_id };
        await noteUnboost(unit, boost);
      }
      await stream.append(unit, [statusRow('delete', data)]);
    };
}
