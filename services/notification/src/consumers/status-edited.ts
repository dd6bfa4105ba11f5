/** An edit: streams, those who are mentioned anew, and those who boosted the post. */
import type { Handler } from '@fanfare/eventlog';
import { mentionNotices, updateNotices } from '../domain/notices.ts';
import { statusRow, submissionGoneRow } from '../domain/rows.ts';
import { notify, notifyMost } from '../flows/notify.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationNeeds } from '../needs.ts';
import { boosters } from '../store/boosts.ts';
import type { NotificationUnit } from '../store/db.ts';

export function onStatusEdited(needs: NotificationNeeds, stream: StreamWriter): Handler<'status.edited'> {
  return async ({ data }) => {
    const boosted = await boosters(needs.notificationDb.read, data.status_id);
    const notices = [...mentionNotices(data), ...updateNotices(data, boosted)];
    const rows = [
      ...(data.submission_id === null
        ? []
        : [submissionGoneRow(data.account_id, data.submission_id, 'published')]),
      statusRow('status.update', data),
    ];
    const rest = await notifyMost(stream, notices, rows);
    return (unit: NotificationUnit) => notify(stream, unit, rest.notices, rest.rows);
  };
}
