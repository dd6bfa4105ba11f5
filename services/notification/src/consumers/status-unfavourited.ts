import type { Handler } from '@fanfare/eventlog';
import { favouriteNotice } from '../domain/notices.ts';
import type { NotificationUnit } from '../store/db.ts';
import { dismissCause } from '../store/undone.ts';

/** The next favourite has an id of its own, and is news again. */
export const onStatusUnfavourited: Handler<'status.unfavourited'> = async ({ data }) => {
  if (data.account_id === data.author_id) return;
  return (unit: NotificationUnit) => dismissCause(unit, favouriteNotice(data));
};
