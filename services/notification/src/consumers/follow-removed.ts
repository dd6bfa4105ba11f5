/** A follow or a request ended: nothing tells of it any more, and a late event of it tells nothing. */
import type { Handler } from '@fanfare/eventlog';
import { followNotice } from '../domain/notices.ts';
import type { NotificationUnit } from '../store/db.ts';
import { dismissCause } from '../store/undone.ts';

export const onFollowRemoved: Handler<'follow.removed'> =
  async ({ data }) =>
  async (unit: NotificationUnit) => {
    await dismissCause(unit, followNotice('follow', data));
    await dismissCause(unit, followNotice('follow_request', data));
  };
