import type { Handler } from '@fanfare/eventlog';
import { favouriteNotice } from '../domain/notices.ts';
import { notify } from '../flows/notify.ts';
import type { StreamWriter } from '../flows/stream-writer.ts';
import type { NotificationUnit } from '../store/db.ts';

export function onStatusFavourited(stream: StreamWriter): Handler<'status.favourited'> {
  return async ({ data }) => {
    if (data.account_id === data.author_id) return;
    return (unit: NotificationUnit) => notify(stream, unit, [favouriteNotice(data)]);
  };
}
