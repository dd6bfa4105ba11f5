/** Stores notices and puts them on their recipients' streams, each once. */

import { NOTICES_PER_UNIT } from '../config.ts';
import type { Notice } from '../domain/notices.ts';
import type { NewRow } from '../domain/rows.ts';
import { notificationRow } from '../domain/rows.ts';
import type { NotificationUnit } from '../store/db.ts';
import { insertNew } from '../store/notifications.ts';
import type { StreamWriter } from './stream-writer.ts';

/**
 * Writes what is new of these and then `rows`, in one unit. Where the rows were written before, so were the notices
 * of that time: whoever asked for posts of this author since, or boosted this one, is not told of what was before.
 */
export async function notify(
  stream: StreamWriter,
  unit: NotificationUnit,
  notices: readonly Notice[],
  rows: readonly NewRow[] = [],
): Promise<void> {
  if (rows.length > 0 && (await stream.holds(unit, rows))) return;
  const fresh = await insertNew(
    unit,
    notices.map((notice) => ({
      id: unit.id(),
      account_id: notice.accountId,
      type: notice.type,
      from_account_id: notice.fromAccountId,
      status_id: notice.statusId,
      submission_id: notice.submissionId,
      cause: notice.cause,
      created_at: unit.now,
      dismissed_at: null,
    })),
  );
  for (const row of fresh) {
    unit.emit('notification.created', { notification_id: row.id, account_id: row.account_id });
    unit.afterwards(() => stream.stored(row.type));
  }
  await stream.append(unit, [...rows, ...fresh.map((row) => notificationRow(row.account_id, row.id))]);
}

/** What is left to write in the unit of the event's effect. */
export interface Rest {
  notices: readonly Notice[];
  rows: readonly NewRow[];
}

/**
 * Writes all but the last few in units of their own, and returns these: no unit grows with the number of followers.
 * What is written twice after a crash is found to be there.
 */
export async function notifyMost(
  stream: StreamWriter,
  notices: readonly Notice[],
  rows: readonly NewRow[],
): Promise<Rest> {
  if (notices.length <= NOTICES_PER_UNIT) return { notices, rows };
  let left = notices;
  // The status comes before what tells of it.
  await inUnit((unit) => stream.append(unit, rows));
  while (left.length > NOTICES_PER_UNIT) {
    const some = left.slice(0, NOTICES_PER_UNIT);
    await inUnit((unit) => notify(stream, unit, some));
    left = left.slice(NOTICES_PER_UNIT);
  }
  return { notices: left, rows: [] };

  function inUnit(work: (unit: NotificationUnit) => Promise<void>): Promise<void> {
    return stream.database.unit(work, { lane: 'fanout' });
  }
}
