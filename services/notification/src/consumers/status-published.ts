/** A new post or boost: streams, and those whom it concerns. */
import type { Handler } from '@fanfare/eventlog';
import { followerNotices, mentionNotices, reblogNotices, tellsFollowers } from '../domain/notices.ts';
import { statusRow, submissionGoneRow } from '../domain/rows.ts';
import { notify, notifyMost } from '../flows/notify.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationNeeds } from '../needs.ts';
import { noteBoost } from '../store/boosts.ts';
import type { NotificationUnit } from '../store/db.ts';

export function onStatusPublished(
  needs: NotificationNeeds,
  stream: StreamWriter,
): Handler<'status.published'> {
  return async ({ data }) => {
    const followers = tellsFollowers(data)
      ? await needs.contracts.userGraph.notifiedFollowers({ account_id: data.account_id })
      : [];
    const notices = [...mentionNotices(data), ...reblogNotices(data), ...followerNotices(data, followers)];
    // What was pending leaves its author's streams before the status comes.
    const rows = [
      ...(data.submission_id === null
        ? []
        : [submissionGoneRow(data.account_id, data.submission_id, 'published')]),
      statusRow('update', data),
    ];
    const rest = await notifyMost(stream, notices, rows);
    return async (unit: NotificationUnit) => {
      if (data.reblog_of_id !== null) {
        const boost = { boost_id: data.status_id, status_id: data.reblog_of_id, account_id: data.account_id };
        await noteBoost(unit, boost);
      }
      await notify(stream, unit, rest.notices, rest.rows);
    };
  };
}
