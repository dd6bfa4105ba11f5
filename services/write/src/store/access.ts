/** What stands between a viewer and a status, asked of the primary: no copy fed by events decides this. */
import type { StatusesTable } from '@fanfare/contracts/tables';
import type { Standing } from '../domain/access.ts';
import { maySee } from '../domain/access.ts';
import type { Db } from './db.ts';

type Seen = Pick<StatusesTable, 'id' | 'account_id' | 'visibility'>;

export async function isVisible(db: Db, viewerId: number, status: Seen): Promise<boolean> {
  if (status.account_id === viewerId) return true;
  return maySee(status.visibility, await standingTo(db, viewerId, status));
}

async function standingTo(db: Db, viewerId: number, status: Seen): Promise<Standing> {
  const limited = status.visibility === 'private' || status.visibility === 'direct';
  const author = await db
    .selectFrom('view_version')
    .select('state')
    .where('account_id', '=', status.account_id)
    .executeTakeFirst();
  return {
    authorActive: author?.state === 'active',
    blocked: await isBlocked(db, viewerId, status.account_id),
    follows: status.visibility === 'private' && (await isFollowing(db, viewerId, status.account_id)),
    mentioned: limited && (await isMentioned(db, viewerId, status.id)),
  };
}

/** Either way round. */
export async function isBlocked(db: Db, one: number, other: number): Promise<boolean> {
  const block = await db
    .selectFrom('blocks')
    .select('id')
    .where('active', '=', 1)
    .where((row) =>
      row.or([
        row.and([row('blocker_id', '=', one), row('blocked_id', '=', other)]),
        row.and([row('blocker_id', '=', other), row('blocked_id', '=', one)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return block !== undefined;
}

async function isFollowing(db: Db, viewerId: number, authorId: number): Promise<boolean> {
  const follow = await db
    .selectFrom('follows')
    .select('id')
    .where('follower_id', '=', viewerId)
    .where('followee_id', '=', authorId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return follow !== undefined;
}

async function isMentioned(db: Db, viewerId: number, statusId: number): Promise<boolean> {
  const mention = await db
    .selectFrom('status_mentions')
    .select('status_id')
    .where('status_id', '=', statusId)
    .where('account_id', '=', viewerId)
    .executeTakeFirst();
  return mention !== undefined;
}
