import type { Handler } from '@fanfare/eventlog';
import { followNotice } from '../domain/notices.ts';
import { notify } from '../notify.ts';
import type { NotificationUnit } from '../store/db.ts';
import type { StreamWriter } from '../stream-writer.ts';

export function onFollowRequested(stream: StreamWriter): Handler<'follow.requested'> {
  return async ({ data }) =>
    (unit: NotificationUnit) =>
      notify(stream, unit, [followNotice('follow_request', data)]);
}
