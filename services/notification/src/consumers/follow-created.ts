/** A follow began, perhaps by accepting a request, which then needs no answer any more. */
import type { Handler } from '@fanfare/eventlog';
import { followNotice } from '../domain/notices.ts';
import { notify } from '../flows/notify.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationUnit } from '../store/db.ts';
import { hasCause } from '../store/notifications.ts';
import { dismissRequests } from '../store/undone.ts';

export function onFollowCreated(stream: StreamWriter): Handler<'follow.created'> {
  return async ({ data }) => {
    const notice = followNotice('follow', data);
    return async (unit: NotificationUnit) => {
      // Seen before: a request that stands now is a later one.
      if (await hasCause(unit, notice.accountId, notice.cause)) return;
      await dismissRequests(unit, data.followee_id, data.follower_id);
      await notify(stream, unit, [notice]);
    };
  };
}
