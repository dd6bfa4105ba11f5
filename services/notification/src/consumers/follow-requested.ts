import type { Handler } from '@fanfare/eventlog';
import { followNotice } from '../domain/notices.ts';
import { notify } from '../flows/notify.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationUnit } from '../store/db.ts';

export function onFollowRequested(stream: StreamWriter): Handler<'follow.requested'> {
  return async ({ data }) =>
    (unit: NotificationUnit) =>
      notify(stream, unit, [followNotice('follow_request', data)]);
}
