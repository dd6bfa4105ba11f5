/** Who gets a slice of one author's followers. */
import type { EventData } from '@fanfare/contracts/events';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database } from '@fanfare/sql';

/** Followers of the slice who read home since `seenAfter` (ms); with slice 1 the author too. */
export async function recipients(
  db: Database<CoreTables>['read'],
  slice: EventData<'timeline.deliver'>,
  seenAfter: number,
): Promise<number[]> {
  let query = db
    .selectFrom('follows')
    .innerJoin('last_seen', 'last_seen.account_id', 'follows.follower_id')
    .select('follows.follower_id')
    .where('follows.followee_id', '=', slice.account_id)
    .where('follows.state', '=', 'active')
    .where('follows.follower_id', '>=', slice.from)
    .where('last_seen.seen_at', '>', seenAfter);
  if (slice.to !== null) query = query.where('follows.follower_id', '<', slice.to);
  if (slice.only !== null) query = query.where('follows.follower_id', 'in', slice.only);
  const followers = slice.only?.length === 0 ? [] : (await query.execute()).map((row) => row.follower_id);
  return slice.slice === 1 ? [slice.account_id, ...followers] : followers;
}
