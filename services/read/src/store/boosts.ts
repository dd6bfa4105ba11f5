/** Boosts of the same posts that may stand in the homes of some people. */
import type { Db } from './db.ts';
import { inPieces } from './db.ts';

export interface BoostQuery {
  viewers: readonly number[];
  /** The boosted posts. */
  posts: readonly number[];
  /** Ids of boosts, inclusive. */
  from: number;
  to: number;
}

export interface OtherBoost {
  viewer: number;
  id: number;
}

/**
 * Boosts by accounts that the viewers follow, and by themselves. Nothing but the ids: whether one is a candidate,
 * the rules say.
 * @param many many boosts exist, so that going through what the viewers follow is the shorter way
 */
export async function otherBoosts(db: Db, wanted: BoostQuery, many: boolean): Promise<OtherBoost[]> {
  const followed = await inPieces(wanted.viewers, (viewers) =>
    inPieces(wanted.posts, (posts) =>
      (many ? byFollows : byBoosts)(db, { ...wanted, viewers, posts }).execute(),
    ),
  );
  const own = await inPieces(wanted.viewers, (viewers) =>
    inPieces(wanted.posts, (posts) => ownBoosts(db, { ...wanted, viewers, posts }).execute()),
  );
  return [...followed, ...own];
}

function ownBoosts(db: Db, { viewers, posts }: BoostQuery) {
  return db
    .selectFrom('statuses')
    .select(['statuses.account_id as viewer', 'statuses.id'])
    .where('account_id', 'in', viewers)
    .where('reblog_of_id', 'in', posts)
    .where('deleted_at', 'is', null);
}

// The order of a cross join's tables is the order in which SQLite goes through them.

export function byBoosts(db: Db, { viewers, posts, from, to }: BoostQuery) {
  return db
    .selectFrom('statuses')
    .crossJoin('follows')
    .select(['follows.follower_id as viewer', 'statuses.id'])
    .where('statuses.reblog_of_id', 'in', posts)
    .where('statuses.id', '>=', from)
    .where('statuses.id', '<=', to)
    .where('statuses.deleted_at', 'is', null)
    .where('follows.follower_id', 'in', viewers)
    .whereRef('follows.followee_id', '=', 'statuses.account_id')
    .where('follows.state', '=', 'active');
}

export function byFollows(db: Db, { viewers, posts, from, to }: BoostQuery) {
  return db
    .selectFrom('follows')
    .crossJoin('statuses')
    .select(['follows.follower_id as viewer', 'statuses.id'])
    .where('follows.follower_id', 'in', viewers)
    .where('follows.state', '=', 'active')
    .whereRef('statuses.account_id', '=', 'follows.followee_id')
    .where('statuses.reblog_of_id', 'in', posts)
    .where('statuses.id', '>=', from)
    .where('statuses.id', '<=', to)
    .where('statuses.deleted_at', 'is', null);
}
